package dev.slipway.service.dockerhub;

import dev.slipway.service.dockerhub.Autobuild.Location;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a rule's Dockerfile and context are, in Slipway's terms: both from the repository's root.
 *
 * @param dockerfile the file, or its folder with a slash at the end
 * @param context null for the Dockerfile's folder
 * @param changes what Docker Hub understood without saying it
 */
record CarryLocation(String dockerfile, @Nullable String context, List<String> changes) {

  private static final String DEFAULT_NAME = "Dockerfile";

  static CarryLocation of(Location location) {
    if (location.old()) {
      return old(location.dockerfile());
    }
    String file = location.dockerfile().isEmpty() ? DEFAULT_NAME : location.dockerfile();
    if (location.context().isEmpty()) {
      return new CarryLocation(rooted(file), null, List.of());
    }
    String context = rooted(location.context()).replaceFirst("(?<=.)/+$", "");
    boolean fromRoot = file.startsWith("/") || (file + "/").startsWith(context.substring(1) + "/");
    if (context.equals("/") || fromRoot) {
      return new CarryLocation(rooted(file), context, List.of());
    }
    String joined = context + "/" + file;
    return new CarryLocation(
        joined,
        context,
        List.of(
            "Docker Hub looked for the Dockerfile below the build context; the rule names it from"
                + " the repository's root: "
                + joined));
  }

  /** The old form names a folder, or a file; its context was the Dockerfile's folder. */
  private static CarryLocation old(String location) {
    String path = rooted(location);
    String last = path.substring(path.lastIndexOf('/') + 1);
    boolean file = last.contains(".") || last.toLowerCase(Locale.ROOT).contains("dockerfile");
    if (last.isEmpty() || file) {
      return new CarryLocation(path, null, List.of());
    }
    return new CarryLocation(
        path + "/",
        null,
        List.of("\"" + location + "\" is the Dockerfile's folder, so it ends in / here"));
  }

  private static String rooted(String path) {
    return path.startsWith("/") ? path : "/" + path;
  }
}
