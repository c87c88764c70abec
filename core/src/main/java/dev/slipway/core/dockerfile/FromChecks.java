package dev.slipway.core.dockerfile;

import dev.slipway.core.diagnostic.DiagnosticCollector;
import dev.slipway.core.diagnostic.Suggestion;
import dev.slipway.core.dockerfile.Dockerfile.From;
import dev.slipway.core.dockerfile.Dockerfile.StageSource;
import dev.slipway.core.dockerfile.check.Check;
import dev.slipway.core.dockerfile.check.CheckReport;
import dev.slipway.core.dockerfile.word.ExpansionException;
import dev.slipway.core.dockerfile.word.VariableUse;
import dev.slipway.core.image.ImageReference;
import java.util.Map;
import java.util.Set;

/** The checks of FROM lines, all stages included. */
final class FromChecks {

  private static final Set<String> TARGET_PLATFORM = Set.of("$TARGETPLATFORM", "${TARGETPLATFORM}");

  /** More would only cost time: the report keeps fewer. */
  private static final int MAX_FOUND = 50;

  private final CheckReport report;
  private final Dockerfile dockerfile;
  private final Set<String> global;
  private int undefined;

  FromChecks(CheckReport report, Dockerfile dockerfile, Set<String> global) {
    this.report = report;
    this.dockerfile = dockerfile;
    this.global = global;
  }

  void run(PlanRequest request) {
    for (StageSource stage : dockerfile.stages()) {
      From from = stage.from();
      undefined(from.image(), from);
      if (from.platform() != null) {
        undefined(from.platform(), from);
        platform(from.platform(), from);
      }
    }
    defaults(request);
  }

  private void undefined(String text, From from) {
    for (String name : VariableUse.in(text, dockerfile.escape())) {
      if (!global.contains(name) && undefined < MAX_FOUND) {
        undefined++;
        report.found(
            Check.UNDEFINED_ARG_IN_FROM,
            "FROM uses the ARG \""
                + name
                + "\", which nothing declares before the first FROM"
                + Suggestion.didYouMean(name, global),
            from.range());
      }
    }
  }

  private void platform(String text, From from) {
    if (TARGET_PLATFORM.contains(text)) {
      report.found(
          Check.REDUNDANT_TARGET_PLATFORM,
          "--platform=" + text + " says what holds anyway; leave it out",
          from.range());
    } else if (SettingParser.isFinal(text)
        && !named(text, from.name() == null ? "" : from.name())) {
      report.found(
          Check.FROM_PLATFORM_FLAG_CONST,
          "--platform="
              + text
              + " fixes the platform, so images for others are wrong; use a variable"
              + " such as $BUILDPLATFORM, or name the stage after the platform",
          from.range());
    }
  }

  private static boolean named(String platform, String stage) {
    for (String part : platform.split("/", -1)) {
      if (stage.contains(part)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the file builds without build arguments. */
  private void defaults(PlanRequest request) {
    PlanRequest plain =
        new PlanRequest(request.target(), Map.of(), request.platform(), request.buildPlatform());
    DiagnosticCollector ignored = new DiagnosticCollector();
    GlobalArgs args = GlobalArgs.of(dockerfile, plain, ignored);
    for (StageSource stage : dockerfile.stages()) {
      From from = stage.from();
      if (!SettingParser.isFinal(from.image()) && !isImage(args, from.image())) {
        report.found(
            Check.INVALID_DEFAULT_ARG_IN_FROM,
            "with the defaults of its ARGs, \""
                + from.image()
                + "\" names no image; give the ARG a default that makes one",
            from.range());
      }
    }
  }

  private static boolean isImage(GlobalArgs args, String text) {
    try {
      ImageReference.parse(args.expand(text));
      return true;
    } catch (ExpansionException | IllegalArgumentException e) {
      return false;
    }
  }
}
