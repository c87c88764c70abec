package dev.slipway.worker.engine.buildah;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether a secret build argument can reach buildah through its environment, which no other user
 * sees, instead of its command line. Names that programs and their loader read themselves can't:
 * the Dockerfile's author must not steer buildah by them.
 */
final class SecretArgument {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");

  /** Of the loader, the C library, Go and containers/image, the shell, and of proxies. */
  private static final Pattern READ_BY_PROGRAMS =
      Pattern.compile(
          "(?i)(?:LD_|DYLD_|GLIBC_|GCONV_|MALLOC_|NSS_|LC_|LANG|GO|GRPC_|SSL_|XDG_|TMP|TEMP|BASH|"
              + "CONTAINER|CONTAINERS_|BUILDAH_|PODMAN_|REGISTRY_|REGISTRIES_|STORAGE_|IMAGE_|"
              + "DOCKER_|RUNC_|LISTEN_|NOTIFY_|DBUS_|_).*|.*_PROXY|.*PATH");

  private static final Set<String> OTHERS =
      Set.of(
          "HOME",
          "USER",
          "LOGNAME",
          "SHELL",
          "IFS",
          "ENV",
          "TZ",
          "TZDIR",
          "HOSTALIASES",
          "RES_OPTIONS",
          "LOCALDOMAIN",
          "SOURCE_DATE_EPOCH",
          "ISOLATION",
          "OVERRIDE_OS",
          "OVERRIDE_ARCH");

  private SecretArgument() {}

  static boolean fitsEnvironment(String name) {
    return NAME.matcher(name).matches()
        && !READ_BY_PROGRAMS.matcher(name).matches()
        && !OTHERS.contains(name.toUpperCase(Locale.ROOT));
  }
}
