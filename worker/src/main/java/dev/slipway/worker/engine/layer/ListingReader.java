package dev.slipway.worker.engine.layer;

import dev.slipway.worker.engine.filesystem.Interruption;
import dev.slipway.worker.engine.filesystem.LayerEntries;
import dev.slipway.worker.engine.filesystem.LayerReader;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/**
 * Reads what {@link ListingWriter} wrote.
 *
 * @param in positioned at the start
 */
record ListingReader(DataInputStream in) implements LayerEntries {

  @Override
  public void forEach(Visitor visitor) throws IOException {
    while (in.readByte() == ListingWriter.ENTRY) {
      Interruption.check();
      TarArchiveEntry entry = entry();
      InputStream content =
          LayerReader.keeps(entry)
              ? new ByteArrayInputStream(bytes((int) entry.getSize()))
              : InputStream.nullInputStream();
      visitor.entry(entry, content);
    }
  }

  private TarArchiveEntry entry() throws IOException {
    byte kind = in.readByte();
    TarArchiveEntry entry = new TarArchiveEntry(text(), kind, true);
    entry.setLinkName(text());
    entry.setMode(in.readInt());
    entry.setUserId(in.readLong());
    entry.setGroupId(in.readLong());
    entry.setSize(in.readLong());
    entry.setLastModifiedTime(FileTime.fromMillis(in.readLong()));
    for (int headers = in.readInt(); headers > 0; headers--) {
      entry.addPaxHeader(text(), text());
    }
    return entry;
  }

  private String text() throws IOException {
    return new String(bytes(in.readInt()), StandardCharsets.UTF_8);
  }

  private byte[] bytes(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("a listing of a layer is cut short");
    }
    return bytes;
  }
}
