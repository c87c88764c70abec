package dev.slipway.worker.attest.catalog;

import dev.slipway.worker.engine.filesystem.Interruption;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * A zip archive on disk while it is read: by its directory, so that what nobody asks for is never
 * decompressed. Its file has no name any more, so that nothing stays of it after a crash either.
 */
final class SpooledZip implements AutoCloseable {

  private static final int BUFFER = 64 * 1024;
  private static final int END_RECORD = 22;
  private static final int LONGEST_COMMENT = 0xffff;
  private static final int END_MAGIC = 0x06054b50;
  private static final int DIRECTORY_SIZE = 12;

  /** A directory is held in memory, so a larger one is refused; 4 MiB are some 40,000 entries. */
  private static final long LARGEST_DIRECTORY = 4L * 1024 * 1024;

  /** Of archives with 64-bit sizes, before the end record, which doesn't count then. */
  private static final int LOCATOR = 20;

  private static final int LOCATOR_MAGIC = 0x07064b50;

  private final FileChannel channel;
  private final ZipFile zip;

  private SpooledZip(FileChannel channel, ZipFile zip) {
    this.channel = channel;
    this.zip = zip;
  }

  /**
   * @param most bytes
   * @throws UnreadableException when it has more bytes, or is no zip archive
   */
  static SpooledZip of(InputStream content, long most, Path folder)
      throws UnreadableException, IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve(UUID.randomUUID() + ".spool"),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    boolean opened = false;
    try {
      copy(content, channel, most);
      requireSmallDirectory(channel);
      SpooledZip spooled = new SpooledZip(channel, open(channel));
      opened = true;
      return spooled;
    } finally {
      if (!opened) {
        channel.close();
      }
    }
  }

  private static void copy(InputStream content, FileChannel channel, long most)
      throws UnreadableException, IOException {
    byte[] buffer = new byte[BUFFER];
    for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
      Interruption.check();
      if (channel.position() + n > most) {
        throw new UnreadableException("it is too large with what is in it");
      }
      ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, n);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  private static void requireSmallDirectory(FileChannel channel)
      throws UnreadableException, IOException {
    int length = (int) Math.min(channel.size(), LOCATOR + END_RECORD + LONGEST_COMMENT);
    ByteBuffer tail = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    long start = channel.size() - length;
    while (tail.hasRemaining() && channel.read(tail, start + tail.position()) >= 0) {
      Interruption.check();
    }
    for (int at = length - END_RECORD; at >= 0; at--) {
      if (tail.getInt(at) == END_MAGIC) {
        long directory = Integer.toUnsignedLong(tail.getInt(at + DIRECTORY_SIZE));
        boolean wide = at >= LOCATOR && tail.getInt(at - LOCATOR) == LOCATOR_MAGIC;
        if (wide || directory > LARGEST_DIRECTORY) {
          throw new UnreadableException("it has too many entries");
        }
        return;
      }
    }
    throw new UnreadableException("it is no zip archive");
  }

  private static ZipFile open(FileChannel channel) throws UnreadableException, IOException {
    try {
      return ZipFile.builder().setSeekableByteChannel(channel).setIgnoreLocalFileHeader(true).get();
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw new UnreadableException("it is a damaged zip archive");
    }
  }

  ZipFile zip() {
    return zip;
  }

  long size() throws IOException {
    return channel.size();
  }

  @Override
  public void close() throws IOException {
    zip.close();
    channel.close();
  }
}
