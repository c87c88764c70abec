package dev.slipway.core.dockerfile;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The ARGs that need no declaration (Dockerfile reference, "Predefined ARGs" and "Automatic
 * platform ARGs in the global scope").
 */
final class PlatformArgs {

  private static final String EPOCH = "SOURCE_DATE_EPOCH";

  /** Build arguments that builders read themselves, beside those that start with BUILDKIT_. */
  private static final Set<String> FOR_BUILDERS = Set.of(EPOCH);

  private static final String BUILDKIT_PREFIX = "BUILDKIT_";

  /** In upper and lower case. */
  private static final Set<String> PROXIES =
      Set.of("http_proxy", "https_proxy", "ftp_proxy", "no_proxy", "all_proxy");

  private PlatformArgs() {}

  /** BUILD* for the machine that builds, TARGET* for the image and the stage it comes from. */
  static Map<String, String> of(PlanRequest request, Dockerfile dockerfile) {
    Map<String, String> args = new LinkedHashMap<>();
    args.put("TARGETSTAGE", targetStage(request, dockerfile));
    put(args, "BUILD", request.buildPlatform());
    put(args, "TARGET", request.platform());
    args.replaceAll((name, value) -> request.buildArgs().getOrDefault(name, value));
    return args;
  }

  /** As asked for, else the last stage's name. */
  private static String targetStage(PlanRequest request, Dockerfile dockerfile) {
    String wanted = request.target();
    if (wanted == null || wanted.isEmpty()) {
      wanted = dockerfile.stages().get(dockerfile.stages().size() - 1).from().name();
    }
    return wanted == null ? "default" : wanted;
  }

  private static void put(Map<String, String> args, String side, String platform) {
    String[] parts = platform.split("/", -1);
    args.put(side + "PLATFORM", platform);
    args.put(side + "OS", parts[0]);
    args.put(side + "ARCH", parts[1]);
    args.put(side + "VARIANT", parts.length > 2 ? parts[2] : "");
    args.put(side + "OSVERSION", "");
  }

  /** Whether a build argument changes what a builder makes, declared or not. */
  static boolean steersBuilder(String name) {
    return name.equals(EPOCH) || name.startsWith(BUILDKIT_PREFIX);
  }

  /** Whether a build argument has a use even where no ARG declares it. */
  static boolean isPredefined(String name) {
    return PROXIES.contains(name.toLowerCase(Locale.ROOT))
        || FOR_BUILDERS.contains(name)
        || name.startsWith(BUILDKIT_PREFIX);
  }
}
