package dev.slipway.worker.engine.buildah;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * Puts the archive of a stored layer together again. Its recipe, in the format of tar-split, is a
 * list of pieces: bytes as they are, and the contents of files. Files are opened below their folder
 * without following any link, however the folder was made.
 */
final class StoredLayer {

  private static final int FILE = 1;
  private static final int BYTES = 2;
  private static final int BUFFER = 128 * 1024;

  private final Path recipe;
  private final Path files;

  StoredLayer(Path recipe, Path files) {
    this.recipe = recipe;
    this.files = files;
  }

  /**
   * Writes the archive.
   *
   * @throws IOException when a piece is missing or may not be read; what was written is then of no
   *     use
   */
  void writeTo(OutputStream out) throws IOException, InterruptedException {
    try (InputStream zipped = new BufferedInputStream(Files.newInputStream(recipe), BUFFER);
        InputStream pieces = new GZIPInputStream(zipped, BUFFER);
        MappingIterator<JsonNode> iterator =
            new JsonMapper().readerFor(JsonNode.class).readValues(pieces)) {
      while (iterator.hasNextValue()) {
        if (Thread.interrupted()) {
          throw new InterruptedException("stopped while reading a layer");
        }
        write(iterator.nextValue(), out);
      }
    }
  }

  private void write(JsonNode piece, OutputStream out) throws IOException {
    int type = piece.path("type").asInt();
    if (type == BYTES) {
      out.write(piece.path("payload").binaryValue());
    } else if (type == FILE && piece.path("size").asLong() > 0) {
      copy(Path.of(piece.path("name").asText()), piece.path("size").asLong(), out);
    }
  }

  private void copy(Path name, long size, OutputStream out) throws IOException {
    Path relative = (name.isAbsolute() ? Path.of("/").relativize(name) : name).normalize();
    if (relative.startsWith("..")) {
      throw new IOException("a file of the layer is outside of it");
    }
    try (var root = Files.newDirectoryStream(files)) {
      if (!(root instanceof SecureDirectoryStream<Path> folder)) {
        throw new IOException("this platform can't open files below a folder safely");
      }
      copy(folder, relative, size, out);
    }
  }

  private static void copy(
      SecureDirectoryStream<Path> folder, Path name, long size, OutputStream out)
      throws IOException {
    Path first = name.getName(0);
    if (name.getNameCount() > 1) {
      try (var below = folder.newDirectoryStream(first, LinkOption.NOFOLLOW_LINKS)) {
        copy(below, name.subpath(1, name.getNameCount()), size, out);
      }
      return;
    }
    var attributes =
        folder.getFileAttributeView(first, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (!attributes.readAttributes().isRegularFile()) {
      throw new IOException("a file of the layer has become something else");
    }
    try (SeekableByteChannel file =
        folder.newByteChannel(first, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      transfer(file, size, out);
    }
  }

  private static void transfer(SeekableByteChannel file, long size, OutputStream out)
      throws IOException {
    if (file.size() != size) {
      throw new IOException("a file of the layer has another size than its recipe says");
    }
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER, size));
    try (var in = Channels.newInputStream(file)) {
      byte[] bytes = buffer.array();
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        out.write(bytes, 0, read);
      }
    }
  }
}
