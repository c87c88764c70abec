package dev.slipway.core.dockerfile;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The instructions of the Dockerfile reference. */
enum Keyword {
  ADD,
  ARG,
  CMD,
  COPY,
  ENTRYPOINT,
  ENV,
  EXPOSE,
  FROM,
  HEALTHCHECK,
  LABEL,
  MAINTAINER,
  ONBUILD,
  RUN,
  SHELL,
  STOPSIGNAL,
  USER,
  VOLUME,
  WORKDIR;

  private static final List<String> NAMES = Arrays.stream(values()).map(Keyword::name).toList();

  static Optional<Keyword> of(String upperCase) {
    int index = NAMES.indexOf(upperCase);
    return index < 0 ? Optional.empty() : Optional.of(values()[index]);
  }

  static List<String> names() {
    return NAMES;
  }
}
