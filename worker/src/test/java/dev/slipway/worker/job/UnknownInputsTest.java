package dev.slipway.worker.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.worker.engine.TestingBuild;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UnknownInputsTest {

  private static final String CHECKSUM =
      "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COPY a /                                                 | false",
        "ADD archive.tar.gz /                                     | false",
        "ADD https://example.com/x /                              | true",
        "ADD https://example.com/x.git /                          | true",
        "ADD $WHERE /                                             | true",
        "ADD --checksum=CHECKSUM https://example.com/x /          | false",
        "RUN apt-get update                                       | false",
        "RUN --mount=type=bind,from=tools,target=/t true          | false",
        "RUN --mount=type=bind,from=example.com/t,target=/t true  | true",
      })
  void whatComesFromElsewhereIsUnknown(String instruction, boolean unknown) throws Exception {
    assertEquals(
        unknown,
        UnknownInputs.in(
            TestingBuild.plan(
                "FROM scratch AS tools",
                "FROM scratch",
                "COPY --from=tools / /",
                instruction.replace("CHECKSUM", CHECKSUM))));
  }
}
