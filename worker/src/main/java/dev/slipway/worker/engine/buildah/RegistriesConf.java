package dev.slipway.worker.engine.buildah;

import java.util.Arrays;
import java.util.List;

/** Writes a containers-registries.conf(5) from the worker's settings. */
final class RegistriesConf {

  private RegistriesConf() {}

  /**
   * @param mirrors {@code registry=url}, comma separated; a URL of scheme http makes it insecure
   * @param insecure registries that may be reached over plain HTTP
   */
  static String text(String mirrors, String insecure) {
    StringBuilder text = new StringBuilder("unqualified-search-registries = [\"docker.io\"]\n");
    List<String> insecureHosts = list(insecure);
    for (String mirror : list(mirrors)) {
      int equals = mirror.indexOf('=');
      if (equals > 0) {
        appendMirror(
            text, mirror.substring(0, equals), mirror.substring(equals + 1), insecureHosts);
      }
    }
    for (String host : insecureHosts) {
      appendRegistry(text, host, true);
    }
    return text.toString();
  }

  private static void appendMirror(
      StringBuilder text, String registry, String url, List<String> insecureHosts) {
    String location = url.replaceFirst("^[a-z]+://", "").replaceFirst("/+$", "");
    boolean insecure = url.startsWith("http://") || insecureHosts.contains(location);
    appendRegistry(text, registry, false);
    text.append("[[registry.mirror]]\n")
        .append("location = ")
        .append(quoted(location))
        .append("\ninsecure = ")
        .append(insecure)
        .append('\n');
  }

  private static void appendRegistry(StringBuilder text, String host, boolean insecure) {
    text.append("[[registry]]\nprefix = ")
        .append(quoted(host))
        .append("\nlocation = ")
        .append(quoted(host))
        .append("\ninsecure = ")
        .append(insecure)
        .append('\n');
  }

  private static String quoted(String value) {
    return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static List<String> list(String commaList) {
    return Arrays.stream(commaList.split(","))
        .map(String::strip)
        .filter(s -> !s.isEmpty())
        .toList();
  }
}
