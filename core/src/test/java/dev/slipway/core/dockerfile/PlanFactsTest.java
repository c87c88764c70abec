package dev.slipway.core.dockerfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.dockerfile.word.VariableUse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plan says of itself to engines: base images, features, remote sources. */
class PlanFactsTest {

  @Test
  void baseImagesAreNamedOnceForEveryPlatform() throws DockerfileException {
    BuildPlan plan =
        Dockerfiles.plan(
            "FROM --platform=linux/arm64 busybox AS a\nFROM unused\nFROM busybox\n"
                + "COPY --from=a b c\nCOPY --from=debian:12 b c\nCOPY --from=busybox b c\n"
                + "RUN --mount=from=alpine,target=/a true");
    assertEquals(
        List.of(
            "busybox linux/arm64 1",
            "busybox linux/amd64 3",
            "debian:12 linux/amd64 5",
            "alpine linux/amd64 7"),
        plan.baseImages().stream()
            .map(
                i ->
                    i.reference() + " " + i.platformOr("linux/amd64") + " " + i.range().startLine())
            .toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "RUN x| [RUN]",
        "RUN <<E\\nx\\nE| [RUN, RUN_HEREDOC]",
        "RUN --mount=type=SSH x| [RUN, RUN_MOUNT, RUN_MOUNT_SSH]",
        "RUN --mount=type=$T,target=/x x| [RUN, RUN_MOUNT, RUN_MOUNT_SSH]",
        "RUN --mount=type=cache,id=type=ssh,target=/x x| [RUN, RUN_MOUNT]",
        "RUN --mount=type=secret,id=s,env=S x| [RUN, RUN_MOUNT, RUN_MOUNT_SECRET_VARIABLE]",
        "RUN --network=none --security=sandbox x| [RUN, RUN_NETWORK, RUN_SECURITY]",
        "RUN --device=a x| [RUN, RUN_DEVICE]",
        "COPY <<E /x\\nE| [COPY_HEREDOC]",
        "COPY --link --parents --exclude=a b c| [LINK, PARENTS, EXCLUDE]",
        "COPY --chmod=u=rwX b c| [SYMBOLIC_CHMOD]",
        "COPY --chmod=0755 b c| []",
        "COPY --chmod=$M b c| []",
        "ADD https://h/$X /| [ADD_URL]",
        "ADD --keep-git-dir git@h:r#v1 /| [ADD_GIT, KEEP_GIT_DIR]",
        "ADD --checksum=sha256:0 --unpack http://h/a /| [ADD_URL, CHECKSUM, UNPACK]",
        "HEALTHCHECK --start-interval=1s CMD x| [HEALTHCHECK_START_INTERVAL]",
        "ENV a=b| []"
      })
  void featuresAreFound(String line, String features) throws DockerfileException {
    BuildPlan plan = Dockerfiles.plan("FROM scratch\n" + line.replace("\\n", "\n"));
    assertEquals(
        features, FeatureUse.of(plan).stream().map(FeatureUse::feature).toList().toString());
    assertTrue(FeatureUse.of(plan).stream().allMatch(use -> use.range().startLine() == 2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "https://h/o/r.git| https://h/o/r.git| -| -",
        "HTTPS://h/o/r.git#v1| https://h/o/r.git| v1| -",
        "https://h/o/r.git#v1:a/b| https://h/o/r.git| v1| a/b",
        "https://h/o/r.git#:a| https://h/o/r.git| -| a",
        "https://h/r.git?ref=x&subdir=y| https://h/r.git| x| y",
        "https://h/r.git?tag=1| https://h/r.git| refs/tags/1| -",
        "https://h/r.git?branch=b| https://h/r.git| refs/heads/b| -",
        "git://h/r| git://h/r| -| -",
        "ssh://git@h:22/r#a| ssh://git@h:22/r| a| -",
        "git@h:o/r.git#v1:d| git@h:o/r.git| v1| d"
      })
  void gitSourcesAreTakenApart(String source, String remote, String ref, String folder) {
    assertEquals(new GitSource(remote, ref, folder), GitSource.parse(source).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://h/r.git/x",
        "https://h/r?x=.git",
        "https://h/r#.git",
        "ftp://h/r.git",
        "./a:b",
        "github.com/o/r",
        "a/b@c:d",
        "h:r.git",
        "r.git"
      })
  void otherSourcesAreNoGitSources(String source) {
    assertTrue(GitSource.parse(source).isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "$a ${b} ${c%x} ${d//y/z}| [a, b, c, d]",
        "${a:-$b} ${c+d} ${e?}| [b]",
        "'$a' \\$b \"'$c'\"| [c]",
        "$ $1 $@ ${}| []"
      })
  void neededVariablesAreFound(String text, String names) {
    assertEquals(names, VariableUse.in(text, '\\').toString());
  }
}
