package dev.slipway.core.dockerfile;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes are: a Dockerfile or a DockerfileException, soon, on an ordinary stack. */
class DockerfileFuzzTest {

  private static final int MEGABYTE = 1 << 20;
  private static final String[] PIECES = {
    "FROM ",
    "scratch",
    "busybox",
    " AS x",
    " AS y",
    "COPY ",
    "--from=x ",
    "--from=0 ",
    "ADD ",
    "ENV ",
    "ARG ",
    "LABEL ",
    "RUN ",
    "--mount=from=x ",
    "ONBUILD ",
    "HEALTHCHECK ",
    "CMD ",
    "NONE",
    "EXPOSE ",
    "80-90/udp ",
    "VOLUME ",
    "USER ",
    "WORKDIR ",
    "SHELL ",
    "STOPSIGNAL ",
    "[\"a\", ",
    "\"]",
    "[",
    "]",
    "{",
    "}",
    "a=",
    "b=$a",
    "${a:-",
    "${a#",
    "${a%%",
    "${a//",
    "/",
    "'",
    "\"",
    "\\",
    "`",
    "\\\n",
    "\n",
    "\r\n",
    "\n\n",
    "# c\n",
    "# escape=`\n",
    "# syntax=x\n",
    "<<EOF ",
    "<<-'E' ",
    "EOF\n",
    "E\n",
    "\t",
    " ",
    "*",
    "?",
    "[a-z]",
    "$",
    "$$",
    "é",
    "\u0000",
    "\ufeff",
    "--chmod=755 ",
    "--chown=$a ",
    "1s",
    "http://x"
  };

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void randomPiecesAreReadOrRefused(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "FROM scratch\n" : "");
      int pieces = random.nextInt(60);
      for (int i = 0; i < pieces; i++) {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      }
      readToTheEnd(text.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void randomBytesAreReadOrRefused(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      byte[] content = new byte[random.nextInt(400)];
      random.nextBytes(content);
      readToTheEnd(content);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"$", "${", "${a:-", "${a#", "${a/", "\"${a:-\"", "\"", "'", "{", "[", "[[{", "[{"})
  void aMegabyteOfNestingIsReadOrRefused(String piece) {
    for (String start : new String[] {"ENV A=", "CMD ["}) {
      readToTheEnd(repeated("FROM scratch\n" + start, piece, MEGABYTE, ""));
      readToTheEnd(repeated("FROM scratch\n" + start, piece + "\\\n", MEGABYTE, ""));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "]",
        "}",
        "<<",
        "\\",
        "\\\\",
        "a=b ",
        "a ",
        "--a=b ",
        "--chown=a ",
        "*",
        "[a",
        "/../",
        "0-65535 ",
        "\"a\",",
        "\u00a0",
        "!",
        "#",
        "$a"
      })
  void muchOfOneThingIsReadOrRefused(String piece) {
    for (String start : new String[] {"ENV A=", "COPY ", "CMD [", "EXPOSE ", "RUN ", "LABEL "}) {
      readToTheEnd(repeated("FROM scratch\n" + start, piece, MEGABYTE / 20, ""));
      readToTheEnd(repeated("FROM scratch\n" + start, piece.repeat(20) + "\\\n", MEGABYTE / 8, ""));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM a\n",
        "FROM a AS x\n",
        "ENV a=$b$b b=$a$a\n",
        "ARG a=$a$a\n",
        "ONBUILD USER a\n",
        "COPY --from=x a b\n",
        "RUN <<E\nE\n",
        "LABEL a=${a//*/$a}\n",
        "x\n",
        "\n",
        "# x\n",
        "\\\n",
        "EXPOSE 0-65535\n",
        "ENV a=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx$a\n"
      })
  void muchOfOneLineIsReadOrRefused(String line) {
    readToTheEnd(repeated("FROM scratch AS x\n", line, MEGABYTE / 4, ""));
    readToTheEnd(repeated("FROM scratch AS x\nONBUILD USER a\n", line, MEGABYTE / 4, "FROM x\n"));
  }

  @Test
  void manyChildrenOfAStageWithManyTriggersAreRefused() {
    String text = "FROM a AS x\n" + "ONBUILD USER a\n".repeat(5_000) + "FROM x\n".repeat(900);
    assertFalse(Dockerfiles.planErrors(text).isEmpty());
  }

  private static byte[] repeated(String start, String piece, int length, String end) {
    String text = start + piece.repeat(length / piece.length()) + "\n" + end;
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void readToTheEnd(byte[] content) {
    PlanRequest request = PlanRequest.ofLastStage();
    try {
      Dockerfile dockerfile = DockerfileParser.parse("Dockerfile", content);
      BuildPlan plan = BuildPlanner.plan(dockerfile, request);
      Dockerfiles.run(plan, request, new ArrayList<>());
    } catch (DockerfileException e) {
      assertFalse(e.diagnostics().isEmpty());
      assertFalse(String.valueOf(e.getMessage()).isEmpty());
    }
  }
}
