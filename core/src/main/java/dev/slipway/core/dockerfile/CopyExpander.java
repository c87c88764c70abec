package dev.slipway.core.dockerfile;

import dev.slipway.core.dockerfile.Instruction.Copy;
import dev.slipway.core.dockerfile.Instruction.InlineFile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Expands COPY and ADD. {@code --from} is never expanded. */
final class CopyExpander {

  private final InstructionExpander words;
  private final Copy copy;

  CopyExpander(InstructionExpander words, Copy copy) {
    this.words = words;
    this.copy = copy;
  }

  Copy expand() throws InvalidInstructionException {
    List<String> sources = words.expandAll(copy.sources(), copy);
    for (String source : sources) {
      String problem = CopyParser.problem(source, copy.add());
      InstructionExpander.require(problem == null, String.valueOf(problem), copy);
    }
    String destination = words.expand(copy.destination(), copy);
    String chown = orNull(copy.chown());
    String chmod = orNull(copy.chmod());
    if (chmod != null) {
      InstructionExpander.require(FileModes.isMode(chmod), FileModes.problem(chmod), copy);
    }
    return new Copy(
        copy.range(),
        text(sources, destination, chown, chmod),
        copy.add(),
        sources,
        inlineFiles(),
        destination,
        copy.from(),
        chown,
        chmod,
        copy.link(),
        copy.parents(),
        words.expandAll(copy.exclude(), copy),
        orNull(copy.checksum()),
        copy.keepGitDir(),
        copy.unpack());
  }

  private List<InlineFile> inlineFiles() throws InvalidInstructionException {
    List<InlineFile> expanded = new ArrayList<>();
    for (InlineFile file : copy.inlineFiles()) {
      expanded.add(
          file.expand()
              ? new InlineFile(
                  file.name(), words.expandDocument(file.content(), copy), file.expand())
              : file);
    }
    return List.copyOf(expanded);
  }

  /** A flag whose variable is empty counts as not given. */
  private @Nullable String orNull(@Nullable String text) throws InvalidInstructionException {
    String expanded = text == null ? "" : words.expand(text, copy);
    return expanded.isEmpty() ? null : expanded;
  }

  private String text(
      List<String> sources, String destination, @Nullable String chown, @Nullable String chmod) {
    StringBuilder text = new StringBuilder(copy.add() ? "ADD" : "COPY");
    text.append(copy.parents() ? " --parents" : "");
    text.append(chown == null ? "" : " --chown=" + chown);
    text.append(chmod == null ? "" : " --chmod=" + chmod);
    sources.forEach(source -> text.append(' ').append(source));
    copy.inlineFiles().forEach(file -> text.append(" <<").append(file.name()));
    return text.append(' ').append(destination).toString();
  }
}
