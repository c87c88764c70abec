package dev.slipway.core.dockerfile;

import static dev.slipway.core.dockerfile.Dockerfiles.errors;
import static dev.slipway.core.dockerfile.Dockerfiles.expansionError;
import static dev.slipway.core.dockerfile.Dockerfiles.first;
import static dev.slipway.core.dockerfile.Dockerfiles.history;
import static dev.slipway.core.dockerfile.Dockerfiles.last;
import static dev.slipway.core.dockerfile.Dockerfiles.warnings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.dockerfile.Instruction.Healthcheck;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Points 27 to 31 of the measure, as far as the front end decides them. */
class ConfigurationTest {

  @Test
  void point27WorkdirIsExpandedAndKeptRelative() throws DockerfileException {
    assertEquals(
        "b/c d", last(Instruction.Workdir.class, "FROM a\nENV X=b\nWORKDIR $X/c d").path());
  }

  @Test
  void point28ShellFormIsOneText() throws DockerfileException {
    assertEquals(
        new Instruction.Command(true, List.of("exec  top -b")),
        first(Instruction.Entrypoint.class, "ENTRYPOINT exec  top -b").command());
    assertEquals(
        List.of("/bin/bash", "-c"),
        first(Instruction.Shell.class, "SHELL [\"/bin/bash\", \"-c\"]").words());
  }

  @Test
  void point28AnEmptyEntrypointClears() throws DockerfileException {
    assertEquals(
        new Instruction.Command(false, List.of()),
        first(Instruction.Entrypoint.class, "ENTRYPOINT []").command());
  }

  @Nested
  class Point29Healthcheck {

    @Test
    void noneHasNoCommand() throws DockerfileException {
      assertNull(first(Healthcheck.class, "HEALTHCHECK --interval=1s none").command());
    }

    @Test
    void durationsAreGos() throws DockerfileException {
      Healthcheck check =
          first(
              Healthcheck.class,
              "HEALTHCHECK --interval=1m30s --timeout=1.5h --start-period=0 --start-interval=1ms"
                  + " --retries=3 CMD curl -f http://x || exit 1");
      assertEquals(Duration.ofSeconds(90), check.interval());
      assertEquals(Duration.ofMinutes(90), check.timeout());
      assertNull(check.startPeriod());
      assertEquals(Duration.ofMillis(1), check.startInterval());
      assertEquals(3, check.retries());
      assertEquals(
          new Instruction.Command(true, List.of("curl -f http://x || exit 1")), check.command());
    }

    @Test
    void mayHoldJson() throws DockerfileException {
      assertEquals(
          new Instruction.Command(false, List.of("a", "b")),
          first(Healthcheck.class, "HEALTHCHECK CMD [\"a\", \"b\"]").command());
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "--interval=5| \"5\" is no duration; write it like 30s, 1m30s or 500ms",
          "--interval=1d| \"1d\" is no duration; write it like 30s, 1m30s or 500ms",
          "--timeout=1us| --timeout must be at least 1ms, not 1us",
          "--timeout=-1s| --timeout must be at least 1ms, not -1s",
          "--retries=-1| --retries is a number from 0 up, not \"-1\"",
          "--retries=x| --retries is a number from 0 up, not \"x\""
        })
    void wrongNumbersAreRefused(String flag, String problem) {
      assertEquals(
          List.of("Dockerfile:2:13: " + problem), errors("FROM a\nHEALTHCHECK " + flag + " CMD x"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1s,PT1S",
    "1h2m3.5s,PT1H2M3.5S",
    ".5s,PT0.5S",
    "5.s,PT5S",
    "-1m,PT-1M",
    "+2ms,PT0.002S",
    "0,PT0S",
    "100us,PT0.0001S",
    "1µs,PT0.000001S",
    "7ns,PT0.000000007S"
  })
  void point29GoDurationsAreRead(String text, String iso) {
    assertEquals(Duration.parse(iso), Durations.parse(text).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-", "1", "s", ".s", "1x", "1s ", "1 s", "9999999999h", "1e3s", "00s0"})
  void point29OtherDurationsAreNot(String text) {
    assertTrue(Durations.parse(text).isEmpty());
  }

  @Nested
  class Point30Expose {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "80| 80/tcp",
          "80/TCP 53/Udp| 80/tcp 53/udp",
          "80-82/UDP| 80/udp 81/udp 82/udp",
          "80 80/tcp| 80/tcp",
          "9/sctp| 9/sctp",
          "8080:80| 80/tcp"
        })
    void rangesSpreadAndProtocolsAreLowerCase(String written, String ports)
        throws DockerfileException {
      Instruction.Expose expose = last(Instruction.Expose.class, "FROM a\nEXPOSE " + written);
      assertEquals(List.of(ports.split(" ")), expose.ports());
      assertEquals("EXPOSE [" + ports + "]", expose.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"65536", "a", "80/http", "82-80", "80-", "-80", "/tcp", "99999999999"})
    void otherTextsAreRefused(String port) {
      assertTrue(
          errors("FROM a\nEXPOSE " + port)
              .get(0)
              .startsWith("Dockerfile:2:8: \"" + port + "\" is no port"));
      assertTrue(expansionError("FROM a\nENV P=" + port + "\nEXPOSE $P").contains("is no port"));
    }

    @Test
    void aVariableThatIsUnsetExposesNothing() throws DockerfileException {
      assertEquals(List.of(), last(Instruction.Expose.class, "FROM a\nEXPOSE $P").ports());
    }

    @Test
    void rangesWithoutEndAreStopped() {
      assertTrue(
          expansionError("FROM a\nEXPOSE " + "0-65535 ".repeat(100))
              .contains("grow without bounds"));
    }
  }

  @Nested
  class Point30Others {

    @Test
    void volumePathsAreExpanded() throws DockerfileException {
      Instruction.Volume volume =
          last(Instruction.Volume.class, "FROM a\nENV D=/data\nVOLUME $D /b");
      assertEquals(List.of("/data", "/b"), volume.paths());
      assertEquals("VOLUME [/data /b]", volume.text());
      assertTrue(expansionError("FROM a\nVOLUME $X").endsWith("VOLUME expands to nothing"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIGTERM", "term", "9", "SIGRTMIN+3", "RTMAX-14", "sigusr1"})
    void signalsAreKnown(String signal) throws DockerfileException {
      assertEquals(
          signal, last(Instruction.Stopsignal.class, "FROM a\nSTOPSIGNAL " + signal).signal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIGFOO", "0", "-1", "SIGRTMIN+16", "SIG", "9 9"})
    void otherSignalsAreRefused(String signal) {
      assertTrue(errors("FROM a\nSTOPSIGNAL " + signal).get(0).contains("is no signal"));
      assertTrue(
          expansionError("FROM a\nARG S='" + signal + "'\nSTOPSIGNAL $S").contains("is no signal"));
    }

    @Test
    void maintainerIsDeprecated() throws DockerfileException {
      assertNotNull(first(Instruction.Maintainer.class, "MAINTAINER me <me@x>"));
      assertEquals(
          List.of(
              "Dockerfile:2:1: MaintainerDeprecated: MAINTAINER is deprecated; write LABEL"
                  + " org.opencontainers.image.authors=… instead"),
          warnings("FROM a\nMAINTAINER me"));
    }
  }

  @Test
  void point31HistoryShowsFinalTexts() throws DockerfileException {
    assertEquals(
        List.of(
            "ARG V=1",
            "ENV A=1 B=x y",
            "LABEL v=1",
            "COPY --chown=1 a /b",
            "ADD a /b",
            "WORKDIR /1",
            "USER u1",
            "EXPOSE [81/tcp]",
            "VOLUME [/v1]",
            "STOPSIGNAL 15",
            "CMD echo $V"),
        history(
            "FROM a\nARG V=1\nenv A=$V B=\"x y\"\nLABEL v=$V\nCOPY --link --chown=$V a \"/b\"\n"
                + "ADD a /b\nWORKDIR /$V\nUSER u$V\nEXPOSE 8$V\nVOLUME /v$V\n"
                + "STOPSIGNAL ${V}5\nCMD echo $V"));
  }
}
