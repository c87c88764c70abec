package dev.slipway.service.image.tar;

import dev.slipway.core.image.Digest;
import dev.slipway.service.build.BuildView;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Hands out a build's image as a file, and that file's checksum. */
@ApplicationScoped
public class DownloadImage {

  private final OpenTar openTar;
  private final TarChecksums checksums;
  private final Slots slots;
  private final TarSettings settings;
  private final Clock clock;

  DownloadImage(
      OpenTar openTar, TarChecksums checksums, Slots slots, TarSettings settings, Clock clock) {
    this.openTar = openTar;
    this.checksums = checksums;
    this.slots = slots;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * A file that can be written once.
   *
   * @param fileName what to call it
   * @param size bytes
   * @param content writes it
   */
  public record Ready(String fileName, long size, Content content) {}

  /** Writes a file, or fails in the middle of it. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream to) throws IOException;
  }

  /**
   * A file's checksum.
   *
   * @param fileName the file's name
   * @param sha256 its SHA-256
   */
  public record Checksum(String fileName, Digest sha256) {}

  /**
   * Only tells name and size.
   *
   * @throws ImageSourceException when no registry gives the image
   */
  public Ready look(BuildView build, TarFormat format, @Nullable Platform platform)
      throws IOException {
    ImageTar tar = openTar.open(build, format, platform);
    return new Ready(tar.fileName(), tar.size(), to -> {});
  }

  /**
   * Makes the file ready. Its content has to be written, or others are kept out.
   *
   * @throws ImageSourceException when no registry gives the image
   * @throws BusyException when too many are being written
   */
  public Ready open(BuildView build, TarFormat format, @Nullable Platform platform)
      throws IOException, BusyException {
    ImageTar tar = openTar.open(build, format, platform);
    Slots.Slot slot = slots.take().orElseThrow(BusyException::new);
    return new Ready(tar.fileName(), tar.size(), to -> write(tar, slot, to));
  }

  /**
   * The checksum; the file is written to nowhere unless it was written before.
   *
   * @throws ImageSourceException when no registry gives the image
   * @throws BusyException when too many are being written
   */
  public Checksum checksum(BuildView build, TarFormat format, @Nullable Platform platform)
      throws IOException, BusyException {
    ImageTar tar = openTar.open(build, format, platform);
    Optional<Digest> known = checksums.find(tar.layout());
    if (known.isPresent()) {
      return new Checksum(tar.fileName(), known.get());
    }
    Slots.Slot slot = slots.take().orElseThrow(BusyException::new);
    return new Checksum(tar.fileName(), write(tar, slot, OutputStream.nullOutputStream()));
  }

  private Digest write(ImageTar tar, Slots.Slot slot, OutputStream to) throws IOException {
    try (slot) {
      Digest sha256 =
          tar.writeTo(new Deadline(to, clock, clock.instant().plus(settings.timeout())));
      checksums.note(tar.layout(), sha256, clock.instant());
      return sha256;
    }
  }
}
