package dev.slipway.worker.engine.nativeimage;

import dev.slipway.worker.engine.filesystem.FileContent;
import dev.slipway.worker.engine.remote.RemoteFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;

/** A downloaded file, known by its digest. */
record StoredContent(RemoteFile file) implements FileContent {

  @Override
  public String identity() {
    return file.digest().value();
  }

  @Override
  public long size() {
    return file.size();
  }

  @Override
  public InputStream open() throws IOException {
    return Files.newInputStream(file.file());
  }
}
