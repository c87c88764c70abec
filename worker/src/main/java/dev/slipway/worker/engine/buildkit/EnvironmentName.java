package dev.slipway.worker.engine.buildkit;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether a secret build argument can reach the docker command through its environment. Names that
 * the command, its plug-ins or the loader read themselves can't: the Dockerfile's author must not
 * steer them.
 */
final class EnvironmentName {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");

  /** Of the loader, the C library, Go, Docker and its plug-ins, tracing, and proxies. */
  private static final Pattern READ_BY_PROGRAMS =
      Pattern.compile(
          "(?i)(?:LD_|DYLD_|GLIBC_|GCONV_|MALLOC_|NSS_|LC_|LANG|GO|GRPC_|SSL_|SSH_|XDG_|TMP|TEMP|"
              + "DOCKER_|BUILDKIT_|BUILDX_|COMPOSE_|MOBY_|OTEL_|JAEGER_|EXPERIMENTAL_|_).*"
              + "|.*_PROXY|.*PATH");

  private static final Set<String> OTHERS =
      Set.of(
          "HOME",
          "USER",
          "SHELL",
          "TERM",
          "NO_COLOR",
          "TZ",
          "HOSTALIASES",
          "RES_OPTIONS",
          "LOCALDOMAIN",
          "TRACEPARENT",
          "SOURCE_DATE_EPOCH");

  private EnvironmentName() {}

  static boolean isFree(String name) {
    return NAME.matcher(name).matches()
        && !READ_BY_PROGRAMS.matcher(name).matches()
        && !OTHERS.contains(name.toUpperCase(Locale.ROOT));
  }
}
