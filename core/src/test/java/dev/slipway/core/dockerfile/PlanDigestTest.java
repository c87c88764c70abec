package dev.slipway.core.dockerfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.image.Digest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes two builds the same, and what doesn't. */
class PlanDigestTest {

  private static final String FILE =
      "ARG V=1\nFROM busybox:$V AS tools\nRUN make\nFROM scratch AS other\nUSER x\n"
          + "FROM debian\nARG A=1\nARG TARGETARCH\nCOPY --from=tools /a /b\nCOPY . /src\n"
          + "LABEL l=\"$A\"\nCMD [\"a\", \"b\"]\n";
  private static final PlanRequest PLAIN = PlanRequest.ofLastStage();

  @Nested
  class StaysTheSame {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '^',
        value = {
          "LABEL| # note\\n\\n\\t LABEL",
          "CMD [\"a\", \"b\"]| cmd   [ \"a\",\"b\" ]",
          "COPY . /src| COPY \\\\\\n # note\\n  .   /src",
          "ARG A=1| arg A=1",
          "AS tools| as build",
          "USER x| USER y",
          "FROM scratch AS other\\nUSER x| # none",
          "--from=tools| --from=0",
          "ARG V=1| ARG V=1\\nARG UNUSED=2",
          "busybox:$V| busybox:${V}",
          "FROM debian| FROM --platform=linux/amd64 debian"
        })
    void whenOnlyTheLayoutDiffers(String part, String by) throws DockerfileException {
      String other = FILE.replace(unescaped(part), unescaped(by)).replace("from=tools", from(by));
      assertNotEquals(FILE, other);
      assertEquals(digest(FILE, PLAIN), digest(other, PLAIN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UNUSED", "SOURCE_COMMIT", "http_proxy", "HTTPS_PROXY"})
    void whenABuildArgumentIsTakenByNothing(String name) throws DockerfileException {
      assertEquals(digest(FILE, PLAIN), digest(FILE, args(Map.of(name, "x"))));
    }

    @Test
    void whenOnlyAStageThatIsNotNeededTakesTheArgument() throws DockerfileException {
      String file = "FROM scratch\nARG SOURCE_COMMIT\nFROM scratch\nUSER u";
      assertEquals(digest(file, PLAIN), digest(file, args(Map.of("SOURCE_COMMIT", "x"))));
    }

    @Test
    void whenABuildArgumentEqualsTheValueImported() throws DockerfileException {
      String file = "ARG V=1\nFROM scratch\nARG V";
      assertEquals(digest(file, PLAIN), digest(file, args(Map.of("V", "1"))));
    }

    @Test
    void whenAnotherMachineBuilds() throws DockerfileException {
      PlanRequest onArm = new PlanRequest(null, Map.of(), "linux/amd64", "linux/arm64");
      assertEquals(digest(FILE, PLAIN), digest(FILE, onArm));
    }

    @Test
    void whenABaseThatIsNotNeededMoves() throws DockerfileException {
      BuildPlan plan = Dockerfiles.plan(FILE);
      Map<String, Digest> bases = bases(plan, "aa");
      Digest before = PlanDigest.of(plan, PLAIN, bases, "c");
      bases.put("alpine", hash("bb"));
      assertEquals(before, PlanDigest.of(plan, PLAIN, bases, "c"));
    }

    @Test
    void onEveryMachine() throws DockerfileException {
      assertEquals(
          "sha256:8c4357d2aac63ed1c8f2ff7a09605cf9b3e4459b4b29daddff84fe37529d7ef8",
          String.valueOf(digest("FROM scratch\nUSER u", PLAIN)));
    }
  }

  @Nested
  class Differs {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '^',
        value = {
          "ARG V=1| ARG V=2",
          "ARG A=1| ARG A=2",
          "ARG A=1| ARG B=1",
          "RUN make| RUN  make all",
          "RUN make| RUN [\"make\"]",
          "RUN make| RUN --network=none make",
          "RUN make| RUN --mount=type=cache,target=/c make",
          "RUN make| RUN --mount=from=debian,target=/d make",
          "RUN make| RUN <<E\\nmake\\nE",
          "RUN make| SHELL [\"/bin/bash\", \"-c\"]\\nRUN make",
          "RUN make| ONBUILD USER a\\nRUN make",
          "COPY . /src| COPY a /src",
          "COPY . /src| COPY . /src/",
          "COPY . /src| ADD . /src",
          "COPY . /src| COPY --chown=1 . /src",
          "COPY . /src| COPY --chmod=700 . /src",
          "COPY . /src| COPY --link . /src",
          "COPY . /src| COPY --parents . /src",
          "COPY . /src| COPY --exclude=a . /src",
          "COPY . /src| COPY --exclude=b . /src",
          "COPY . /src| COPY <<E /src\\na\\nE",
          "COPY . /src| COPY <<E /src\\nb\\nE",
          "COPY . /src| COPY <<'E' /src\\na\\nE",
          "COPY . /src| ADD --checksum=sha256:00 http://h/a /src",
          "COPY . /src| ADD --keep-git-dir http://h/a.git /src",
          "COPY . /src| ADD --unpack a /src",
          "COPY . /src| ADD --unpack=false a /src",
          "--from=tools| --from=busybox:1",
          "LABEL l=\"$A\"| LABEL l='$A'",
          "LABEL l=\"$A\"| ENV l=\"$A\"",
          "CMD [\"a\", \"b\"]| CMD a b",
          "CMD [\"a\", \"b\"]| CMD [\"a b\"]",
          "CMD [\"a\", \"b\"]| ENTRYPOINT [\"a\", \"b\"]",
          "CMD [\"a\", \"b\"]| HEALTHCHECK NONE",
          "CMD [\"a\", \"b\"]| HEALTHCHECK CMD a",
          "CMD [\"a\", \"b\"]| HEALTHCHECK --retries=1 CMD a",
          "CMD [\"a\", \"b\"]| HEALTHCHECK --timeout=1s CMD a",
          "CMD [\"a\", \"b\"]| HEALTHCHECK --interval=1s CMD a",
          "CMD [\"a\", \"b\"]| HEALTHCHECK --start-period=1s CMD a",
          "CMD [\"a\", \"b\"]| HEALTHCHECK --start-interval=1s CMD a",
          "CMD [\"a\", \"b\"]| VOLUME /a",
          "CMD [\"a\", \"b\"]| EXPOSE 1",
          "CMD [\"a\", \"b\"]| STOPSIGNAL 1",
          "CMD [\"a\", \"b\"]| WORKDIR a",
          "CMD [\"a\", \"b\"]| USER a",
          "CMD [\"a\", \"b\"]| MAINTAINER a",
          "FROM debian| FROM scratch",
          "FROM debian| FROM tools",
          "FROM debian| FROM debian:12",
          "FROM debian| FROM --platform=linux/arm64 debian",
          "ARG V=1| # escape=`\\nARG V=1"
        })
    void whenOneThingDiffers(String part, String by) throws DockerfileException {
      String other = FILE.replace(unescaped(part), unescaped(by));
      assertNotEquals(FILE, other);
      assertNotEquals(digest(FILE, PLAIN), digest(other, PLAIN));
    }

    @Test
    void fromEachOfTheOthers() throws DockerfileException {
      Map<Digest, String> seen = new HashMap<>();
      for (String line :
          List.of(
              "COPY <<E /s\na\nE",
              "COPY <<E /s\nb\nE",
              "COPY <<'E' /s\na\nE",
              "ADD --unpack a /s",
              "ADD --unpack=false a /s",
              "ADD a /s",
              "HEALTHCHECK --timeout=1s CMD a",
              "HEALTHCHECK --interval=1s CMD a",
              "HEALTHCHECK --start-period=1s CMD a",
              "ENV a=b c=d",
              "ENV a=\"b c=d\"",
              "COPY --chown=1 a b",
              "COPY --chmod=1 a b")) {
        assertEquals(null, seen.put(digest("FROM scratch\n" + line, PLAIN), line), line);
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"V", "A", "SOURCE_DATE_EPOCH", "BUILDKIT_INLINE_CACHE"})
    void whenAnArgumentIsGivenThatCounts(String name) throws DockerfileException {
      Digest one = digest(FILE, args(Map.of(name, "7")));
      assertNotEquals(digest(FILE, PLAIN), one);
      assertNotEquals(one, digest(FILE, args(Map.of(name, "8"))));
    }

    @Test
    void whenThePlatformDiffers() throws DockerfileException {
      PlanRequest arm = new PlanRequest(null, Map.of(), "linux/arm64", "linux/amd64");
      assertNotEquals(digest("FROM scratch", PLAIN), digest("FROM scratch", arm));
    }

    @Test
    void whenTheBuildersPlatformIsUsed() throws DockerfileException {
      PlanRequest onArm = new PlanRequest(null, Map.of(), "linux/amd64", "linux/arm64");
      for (String file :
          List.of("FROM --platform=$BUILDPLATFORM a", "FROM scratch\nARG BUILDARCH")) {
        assertNotEquals(digest(file, PLAIN), digest(file, onArm));
      }
    }

    @Test
    void whenTheTargetDiffers() throws DockerfileException {
      PlanRequest tools = new PlanRequest("tools", Map.of(), "linux/amd64");
      assertNotEquals(digest(FILE, PLAIN), digest(FILE, tools));
    }

    @Test
    void whenABaseMovesOrTheContextChanges() throws DockerfileException {
      BuildPlan plan = Dockerfiles.plan(FILE);
      Map<String, Digest> bases = bases(plan, "aa");
      Digest before = PlanDigest.of(plan, PLAIN, bases, "tree 1, .dockerignore 2");
      assertNotEquals(before, PlanDigest.of(plan, PLAIN, bases, "tree 1, .dockerignore 3"));
      assertNotEquals(before, PlanDigest.of(plan, PLAIN, bases, "tree 2, .dockerignore 2"));
      bases.put("debian", hash("bb"));
      assertNotEquals(before, PlanDigest.of(plan, PLAIN, bases, "tree 1, .dockerignore 2"));
    }

    @Test
    void whenATriggerOfTheBaseTakesTheArgument() throws DockerfileException {
      BuildPlan plan = Dockerfiles.plan("FROM node:onbuild");
      List<Instruction> triggers = OnbuildTriggers.parse("node:onbuild", List.of("ARG X"));
      Map<String, Digest> bases = bases(plan, "aa");
      assertNotEquals(
          PlanDigest.of(plan, args(Map.of("X", "1")), bases, "c", triggers),
          PlanDigest.of(plan, args(Map.of("X", "2")), bases, "c", triggers));
    }
  }

  @Test
  void anImageWithoutADigestIsRefused() throws DockerfileException {
    BuildPlan plan = Dockerfiles.plan("FROM busybox");
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> PlanDigest.of(plan, PLAIN, Map.of(), "c"));
    assertTrue(String.valueOf(refused.getMessage()).contains("busybox"));
  }

  private static Digest digest(String file, PlanRequest request) throws DockerfileException {
    BuildPlan plan = Dockerfiles.plan(file, request);
    return PlanDigest.of(plan, request, bases(plan, "aa"), "context");
  }

  private static Map<String, Digest> bases(BuildPlan plan, String hex) {
    Map<String, Digest> bases = new HashMap<>();
    plan.baseImages().forEach(image -> bases.put(image.reference(), hash(hex)));
    return bases;
  }

  private static Digest hash(String hex) {
    return new Digest("sha256:" + hex.repeat(32));
  }

  private static PlanRequest args(Map<String, String> buildArgs) {
    return new PlanRequest(null, buildArgs, "linux/amd64");
  }

  /** A stage that gets another name is copied from under that name. */
  private static String from(String by) {
    return by.equals("as build") ? "from=build" : "from=tools";
  }

  private static String unescaped(String text) {
    return text.replace("\\\\", "\u0001")
        .replace("\\n", "\n")
        .replace("\\t", "\t")
        .replace("\u0001", "\\");
  }
}
