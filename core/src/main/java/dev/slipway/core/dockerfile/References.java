package dev.slipway.core.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What an instruction takes from elsewhere: COPY --from and RUN --mount=from=…. */
final class References {

  private static final String FROM_KEY = "from=";

  private References() {}

  /** The texts as written; those of RUN without such that hold variables. */
  static List<String> of(Instruction instruction) {
    if (instruction instanceof Instruction.Copy copy && copy.from() != null) {
      return List.of(copy.from());
    }
    if (instruction instanceof Instruction.Run run) {
      return mounts(run);
    }
    return List.of();
  }

  private static List<String> mounts(Instruction.Run run) {
    List<String> sources = new ArrayList<>();
    for (Map.Entry<String, String> flag : run.flags()) {
      if (flag.getKey().equals("mount")) {
        for (String option : flag.getValue().split(",", -1)) {
          if (option.startsWith(FROM_KEY) && SettingParser.isFinal(option)) {
            sources.add(option.substring(FROM_KEY.length()));
          }
        }
      }
    }
    return sources;
  }
}
