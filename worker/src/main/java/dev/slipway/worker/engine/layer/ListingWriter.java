package dev.slipway.worker.engine.layer;

import dev.slipway.worker.engine.filesystem.LayerEntries;
import dev.slipway.worker.engine.filesystem.LayerReader;
import java.io.ByteArrayInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/** Writes entries down for {@link ListingReader} while it passes them on. */
final class ListingWriter implements LayerEntries.Visitor {

  /** In front of an entry, and behind the last. */
  static final int ENTRY = 1;

  static final int END = 0x5a;

  private final DataOutputStream out;
  private final LayerEntries.Visitor next;

  ListingWriter(DataOutputStream out, LayerEntries.Visitor next) {
    this.out = out;
    this.next = next;
  }

  @Override
  public void entry(TarArchiveEntry entry, InputStream content) throws IOException {
    out.writeByte(ENTRY);
    out.writeByte(entry.getLinkFlag());
    write(entry.getName());
    write(entry.getLinkName());
    out.writeInt(entry.getMode());
    out.writeLong(entry.getLongUserId());
    out.writeLong(entry.getLongGroupId());
    out.writeLong(entry.getSize());
    out.writeLong(entry.getLastModifiedTime().toMillis());
    out.writeInt(entry.getExtraPaxHeaders().size());
    for (Map.Entry<String, String> header : entry.getExtraPaxHeaders().entrySet()) {
      write(header.getKey());
      write(header.getValue());
    }
    if (LayerReader.keeps(entry)) {
      byte[] bytes = content.readNBytes((int) entry.getSize());
      out.write(bytes);
      next.entry(entry, new ByteArrayInputStream(bytes));
    } else {
      next.entry(entry, content);
    }
  }

  private void write(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
