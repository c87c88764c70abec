package dev.slipway.worker.engine.nativeimage;

import dev.slipway.git.SourceException;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.filesystem.BoundedInputStream;
import dev.slipway.worker.engine.filesystem.Decompression;
import dev.slipway.worker.engine.filesystem.FileContent;
import dev.slipway.worker.engine.filesystem.Interruption;
import dev.slipway.worker.engine.filesystem.SpooledTar;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.jspecify.annotations.Nullable;

/** Archives of ADD: known by what is in them, never by their name. */
final class Archives {

  private static final int TAR_BLOCK = 512;

  private final Path workspace;
  private final ArchiveLimits limits;

  Archives(Path workspace, ArchiveLimits limits) {
    this.workspace = workspace;
    this.limits = limits;
  }

  /** Whether a file is a tar archive, packed as it is or with gzip, bzip2, xz or zstd. */
  static boolean isArchive(FileContent content) throws IOException {
    try (InputStream in = content.open()) {
      byte[] block = Decompression.of(in).readNBytes(TAR_BLOCK);
      return block.length == TAR_BLOCK && block[0] != 0 && TarUtils.verifyCheckSum(block);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      // Looks like a compressed file and is none. If it can't be read at all, copying it will say
      // so.
      return false;
    }
  }

  /**
   * Unpacks an archive into a directory of the image. Owners and modes are the archive's; those
   * asked for by the instruction go to directories that are made for it alone, as with BuildKit.
   *
   * @param directory its path in the image, as written
   * @throws BuildFailedException when the archive is damaged, beyond the limits, or wants to write
   *     outside of it
   */
  void unpack(FileContent archive, String directory, Attributes attributes, Changes changes)
      throws BuildFailedException, IOException {
    String target = changes.makeDirectories(directory, attributes.createdParent());
    SpooledTar spooled =
        new SpooledTar(archive.identity(), () -> bounded(archive.open()), workspace);
    Unpacking unpacking = new Unpacking(changes, target, spooled);
    int entries = 0;
    long bytes = 0;
    try (TarArchiveInputStream in = new TarArchiveInputStream(bounded(archive.open()), "UTF-8")) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Interruption.check();
        if (++entries > limits.entries()) {
          throw new BuildFailedException(
              "the archive has more than "
                  + limits.entries()
                  + " entries; an operator can allow more with"
                  + " SLIPWAY_WORKER_COPY_MOST_ENTRIES");
        }
        bytes +=
            entry.getRealSize(); // a sparse file takes no room in the archive, but in the layer
        if (bytes > limits.bytes()) {
          throw tooLarge(null);
        }
        unpacking.unpack(entry);
      }
    } catch (BoundedInputStream.TooMuchException e) {
      throw tooLarge(e);
    } catch (InterruptedIOException | SourceException e) {
      throw e;
    } catch (IOException e) {
      throw new BuildFailedException("the archive can't be unpacked: " + e.getMessage(), e);
    }
  }

  private BuildFailedException tooLarge(@Nullable Throwable cause) {
    String message =
        "the archive is larger than "
            + limits.bytes()
            + " bytes when it is unpacked; an operator can allow more with"
            + " SLIPWAY_WORKER_COPY_LARGEST_ARCHIVE";
    return cause == null
        ? new BuildFailedException(message)
        : new BuildFailedException(message, cause);
  }

  /** The plain archive, of which no more is read than may be. */
  private InputStream bounded(InputStream archive) throws IOException {
    return new BoundedInputStream(Decompression.of(archive), limits.bytes());
  }
}
