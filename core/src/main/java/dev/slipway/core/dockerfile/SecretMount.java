package dev.slipway.core.dockerfile;

import dev.slipway.core.diagnostic.SourceRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A secret that a RUN mounts (Dockerfile reference, "RUN --mount=type=secret").
 *
 * @param id the secret's name; that of the target's file where none is given
 * @param required whether the RUN is to fail without it
 * @param asVariable whether it is to be an environment variable, by {@code env=}
 * @param range where the RUN stands
 */
public record SecretMount(String id, boolean required, boolean asVariable, SourceRange range) {

  private static final String TYPE = "secret";

  /** The secrets that an instruction mounts, without those whose names hold variables. */
  public static List<SecretMount> of(Instruction instruction) {
    List<SecretMount> mounts = new ArrayList<>();
    if (instruction instanceof Instruction.Run run) {
      for (RunMount mount : RunMount.of(run)) {
        String id = id(mount.options());
        if (mount.type().equals(TYPE) && !id.isEmpty() && SettingParser.isFinal(id)) {
          Map<String, String> options = mount.options();
          mounts.add(
              new SecretMount(id, isRequired(options), options.containsKey("env"), run.range()));
        }
      }
    }
    return List.copyOf(mounts);
  }

  private static String id(Map<String, String> options) {
    String target =
        options.getOrDefault(
            "target", options.getOrDefault("dst", options.getOrDefault("destination", "")));
    return options.getOrDefault("id", target.substring(target.lastIndexOf('/') + 1));
  }

  /** A switch without a value is on. */
  private static boolean isRequired(Map<String, String> options) {
    String value = options.getOrDefault("required", "false");
    return value.isEmpty() || Set.of("1", "t", "true").contains(value.toLowerCase(Locale.ROOT));
  }
}
