package dev.slipway.worker.engine.nativeimage;

import dev.slipway.core.dockerfile.Instruction.Copy;
import dev.slipway.core.dockerfile.Instruction.InlineFile;
import dev.slipway.core.image.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Names all that decides what an instruction does to a file system: equal keys, equal layers.
 * Nothing is read for it.
 */
final class StepKey {

  /** Changes whenever an instruction would do something else to the same file system. */
  private static final String FORMAT = "slipway-step-1";

  private final MessageDigest hash = Digest.sha256();

  private StepKey() {}

  /** The file system that an image or a step's result is, from parts that name it. */
  static Digest of(String kind, Collection<String> parts) {
    StepKey key = new StepKey();
    key.add(kind);
    parts.forEach(key::add);
    return key.digest();
  }

  /** The file system after a step. */
  static Digest after(Digest before, Digest contents) {
    StepKey key = new StepKey();
    key.add("after");
    key.add(before.value());
    key.add(contents.value());
    return key.digest();
  }

  /**
   * WORKDIR's key.
   *
   * @param before the file system that it starts from
   * @param modified the time of what is written
   * @param path complete
   * @param user who is to own it
   */
  static Digest ofWorkdir(Digest before, Instant modified, String path, String user) {
    StepKey key = new StepKey();
    key.begin("workdir", before, modified);
    key.add(path);
    key.add(user);
    return key.digest();
  }

  /**
   * The key of COPY and ADD.
   *
   * @param before the file system that it starts from
   * @param modified the time of what is written
   * @param copy expanded
   * @param destination complete
   * @param sources names what is copied
   */
  static Digest ofCopy(
      Digest before, Instant modified, Copy copy, String destination, String sources) {
    StepKey key = new StepKey();
    key.begin(copy.add() ? "add" : "copy", before, modified);
    key.add(destination);
    key.add(sources);
    key.addAll(copy.sources());
    key.add(copy.from());
    key.add(copy.chown());
    key.add(copy.chmod());
    key.add(copy.link());
    key.add(copy.parents());
    key.addAll(copy.exclude());
    key.add(copy.checksum());
    key.add(copy.keepGitDir());
    key.add(copy.unpack());
    for (InlineFile file : copy.inlineFiles()) {
      key.add(file.name());
      key.add(file.content());
    }
    return key.digest();
  }

  private void begin(String kind, Digest before, Instant modified) {
    add(FORMAT);
    add(kind);
    add(before.value());
    add(modified.getEpochSecond());
  }

  private void addAll(Collection<String> fields) {
    add(fields.size());
    fields.forEach(this::add);
  }

  /** Every field with its length, so that no two lists of fields hash alike. */
  private void add(@Nullable Object field) {
    byte[] bytes = String.valueOf(field).getBytes(StandardCharsets.UTF_8);
    String head = (field == null ? "-" : "") + bytes.length + ":";
    hash.update(head.getBytes(StandardCharsets.UTF_8));
    hash.update(bytes);
  }

  private Digest digest() {
    return Digest.ofHash(hash.digest());
  }
}
