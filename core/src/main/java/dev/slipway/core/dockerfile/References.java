package dev.slipway.core.dockerfile;

import java.util.ArrayList;
import java.util.List;

/** What an instruction takes from elsewhere: COPY --from and RUN --mount=from=…. */
final class References {

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
    for (RunMount mount : RunMount.of(run)) {
      String from = mount.from();
      if (from != null && SettingParser.isFinal(from)) {
        sources.add(from);
      }
    }
    return sources;
  }
}
