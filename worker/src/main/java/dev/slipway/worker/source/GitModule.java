package dev.slipway.worker.source;

import dev.slipway.core.git.GitUrl;
import dev.slipway.git.SourceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One submodule as .gitmodules describes it (gitmodules(5)). Everything in it is the repository's
 * own word, so names and paths that could lead out of the tree, and URLs that a program could take
 * for an option or a command, are refused as Git itself came to do.
 *
 * @param name of the section
 * @param path where its gitlink is
 * @param url as written
 */
record GitModule(String name, String path, String url) {

  /** Git's own folder, also by the name that Windows has for it. */
  private static final Set<String> RESERVED = Set.of(".git", "git~1");

  /** Why this submodule can't be trusted, if so. */
  Optional<String> fault() {
    if (!isSafe(name)) {
      return Optional.of(
          "its name is refused: it must not be empty, lead upwards or hold \".git\"");
    }
    if (!isSafe(path)) {
      return Optional.of(
          "its path is refused: it has to be relative and must not lead upwards or hold \".git\"");
    }
    return Optional.empty();
  }

  private static boolean isSafe(String text) {
    if (text.isEmpty() || text.startsWith("-") || text.indexOf('\\') >= 0) {
      return false;
    }
    return text.chars().noneMatch(Character::isISOControl)
        && List.of(text.split("/", -1)).stream().allMatch(GitModule::isSafePart);
  }

  private static boolean isSafePart(String part) {
    return !part.isEmpty()
        && !part.equals(".")
        && !part.equals("..")
        && !RESERVED.contains(part.strip().toLowerCase(Locale.ROOT));
  }

  /**
   * Where it is.
   *
   * @param parent the remote of the repository that holds it, which relative URLs start from
   * @throws SourceException when the URL is none that Git remotes are fetched from
   */
  GitUrl remote(GitUrl parent) throws SourceException {
    try {
      boolean relative = url.startsWith("./") || url.startsWith("../");
      return GitUrl.parse(relative ? resolved(parent) : url);
    } catch (IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  private String resolved(GitUrl parent) {
    List<String> base = new ArrayList<>(List.of(parent.path().replaceFirst("/+$", "").split("/")));
    for (String part : url.replaceFirst("/+$", "").split("/", -1)) {
      if (part.equals("..") && base.isEmpty()) {
        throw new IllegalArgumentException("the relative URL leads above its host");
      }
      if (part.equals("..")) {
        base.remove(base.size() - 1);
      } else if (!part.equals(".")) {
        base.add(part);
      }
    }
    GitUrl resolved =
        new GitUrl(
            parent.scheme(), parent.user(), parent.host(), parent.port(), String.join("/", base));
    return resolved.toString();
  }

  /** An error that names the submodule, its URL and the reason. */
  SourceException refused(String reason) {
    return SourceException.lasting(problem(reason), null);
  }

  /** Name, place and URL of the submodule, and what is wrong with it. */
  String problem(String reason) {
    return "The submodule \""
        + shown(name)
        + "\" at "
        + shown(path)
        + " ("
        + shown(url)
        + ") can't be fetched: "
        + reason
        + (reason.endsWith(".") ? "" : ".");
  }

  private static String shown(String text) {
    String visible = text.replaceAll("\\p{Cntrl}", "\uFFFD");
    return visible.length() <= 200 ? visible : visible.substring(0, 200) + "…";
  }
}
