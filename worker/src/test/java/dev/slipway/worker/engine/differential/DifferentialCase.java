package dev.slipway.worker.engine.differential;

import dev.slipway.worker.engine.TestingSourceTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One case, read from a text resource: lines {@code key: value}, then sections that each start with
 * a line {@code --- kind name}.
 *
 * <p>Keys: {@code shows} says what the case is about, {@code expect} is {@code success} (default)
 * or {@code error}, {@code docker} and {@code buildah} say why that peer is not compared with
 * ({@code lacks …}) or known to differ ({@code differs: …}), {@code context} is the context's
 * folder, {@code arg} a build argument. Sections: {@code Dockerfile}; {@code file}, {@code
 * executable} and {@code symlink} of the commit, with the content or target below; {@code tar}, an
 * archive by the {@link ArchiveText} below, compressed as its name ends; {@code expected}, the
 * listing by hand where no peer can tell it.
 *
 * @param name the resource's, without its ending
 * @param keys the lines before the first section
 * @param sections the text of each section by its whole header
 */
record DifferentialCase(String name, Map<String, String> keys, Map<String, String> sections) {

  private static final Set<String> KEYS =
      Set.of("shows", "expect", "docker", "buildah", "context", "arg", "config");

  static DifferentialCase read(Path file) throws IOException {
    Map<String, String> keys = new TreeMap<>();
    Map<String, String> sections = new TreeMap<>();
    String header = "";
    StringBuilder text = new StringBuilder();
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      if (line.startsWith("--- ")) {
        sections.put(header, text.toString());
        header = line.substring(4).strip();
        text.setLength(0);
      } else if (header.isEmpty() && !line.isBlank()) {
        int colon = line.indexOf(": ");
        String key = colon < 0 ? line : line.substring(0, colon);
        if (!KEYS.contains(key)) {
          throw new IOException(file + ": what is \"" + line + "\"?");
        }
        keys.put(key, line.substring(colon + 2).strip());
      } else {
        text.append(line).append('\n');
      }
    }
    sections.put(header, text.toString());
    return new DifferentialCase(
        file.getFileName().toString().replaceFirst("\\.case$", ""), keys, sections);
  }

  String dockerfile() {
    return sections.getOrDefault("Dockerfile", "");
  }

  boolean fails() {
    return keys.getOrDefault("expect", "success").equals("error");
  }

  String context() {
    return keys.getOrDefault("context", "");
  }

  Map<String, String> buildArgs() {
    String arg = keys.get("arg");
    return arg == null
        ? Map.of()
        : Map.of(arg.substring(0, arg.indexOf('=')), arg.substring(arg.indexOf('=') + 1));
  }

  /** Whether a peer can build the case at all. */
  boolean isFor(String peer) {
    return !keys.getOrDefault(peer, "").startsWith("lacks ");
  }

  /** Why a peer's result is another one. */
  Optional<String> divergence(String peer) {
    return Optional.ofNullable(keys.get(peer)).filter(reason -> reason.startsWith("differs: "));
  }

  /** The listing by hand, if there is one. */
  Optional<List<String>> expected() {
    return Optional.ofNullable(sections.get("expected")).map(text -> text.lines().toList());
  }

  /** The commit's files in memory. */
  TestingSourceTree sourceTree() throws IOException {
    TestingSourceTree tree = new TestingSourceTree();
    for (Item item : items()) {
      switch (item.kind()) {
        case "file", "tar" -> tree.file(item.path(), item.content());
        case "executable" ->
            tree.executable(item.path(), new String(item.content(), StandardCharsets.UTF_8));
        default -> tree.symlink(item.path(), new String(item.content(), StandardCharsets.UTF_8));
      }
    }
    return tree;
  }

  /** The same as a checkout, with the modes that Git gives. */
  void checkOut(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("Dockerfile"), dockerfile());
    for (Item item : items()) {
      Path path = folder.resolve(item.path());
      Files.createDirectories(path.getParent());
      if (item.kind().equals("symlink")) {
        Files.createSymbolicLink(path, Path.of(new String(item.content(), StandardCharsets.UTF_8)));
      } else {
        Files.write(path, item.content());
        Files.setPosixFilePermissions(
            path,
            java.nio.file.attribute.PosixFilePermissions.fromString(
                item.kind().equals("executable") ? "rwxr-xr-x" : "rw-r--r--"));
      }
    }
  }

  private record Item(String kind, String path, byte[] content) {}

  private List<Item> items() throws IOException {
    List<Item> items = new ArrayList<>();
    for (Map.Entry<String, String> section : sections.entrySet()) {
      String[] words = section.getKey().split(" ", 2);
      if (words.length == 2) {
        byte[] content =
            switch (words[0]) {
              case "tar" -> ArchiveText.pack(words[1], section.getValue());
              case "symlink" -> section.getValue().strip().getBytes(StandardCharsets.UTF_8);
              case "file", "executable" -> section.getValue().getBytes(StandardCharsets.UTF_8);
              default -> throw new IOException(name + ": what is a section " + words[0] + "?");
            };
        items.add(new Item(words[0], words[1], content));
      }
    }
    return items;
  }

  @Override
  public String toString() {
    return name + ": " + keys.getOrDefault("shows", "");
  }

  /** All cases of a folder, sorted. */
  static List<DifferentialCase> all(Path folder) throws IOException {
    List<DifferentialCase> cases = new ArrayList<>();
    try (var files = Files.list(folder)) {
      for (Path file : files.sorted().collect(Collectors.toList())) {
        cases.add(read(file));
      }
    }
    return cases;
  }
}
