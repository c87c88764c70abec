package dev.slipway.gateway.provider;

import dev.slipway.core.git.RefName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Gathers the moved refs of a push, and why some of them don't count. */
public final class RefMoves {

  private static final int SHOWN_LENGTH = 100;

  private final List<RefMove> moves = new ArrayList<>();
  private final List<String> passedOver = new ArrayList<>();

  /** A branch or tag by its full name; otherwise empty, after the reason was noted. */
  public Optional<RefName> fullName(String fullName) {
    Optional<RefName> ref = valid(() -> RefName.fromFullName(fullName));
    if (ref.isEmpty()
        && !fullName.startsWith("refs/heads/")
        && !fullName.startsWith("refs/tags/")) {
      passOver("\"" + shown(fullName) + "\" is neither a branch nor a tag");
    }
    return ref;
  }

  /** A ref, unless making it shows that its name is invalid; then the reason is noted. */
  public Optional<RefName> valid(Supplier<Optional<RefName>> ref) {
    try {
      return ref.get();
    } catch (IllegalArgumentException e) {
      passOver(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  public void add(RefMove move) {
    moves.add(move);
  }

  /** Notes why a ref doesn't count. */
  public void passOver(String clause) {
    passedOver.add(clause);
  }

  public List<RefMove> moves() {
    return List.copyOf(moves);
  }

  public List<String> passedOver() {
    return List.copyOf(passedOver);
  }

  private static String shown(String text) {
    String visible = text.replaceAll("\\p{Cntrl}", "?");
    return visible.length() <= SHOWN_LENGTH ? visible : visible.substring(0, SHOWN_LENGTH) + "…";
  }
}
