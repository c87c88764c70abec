package dev.slipway.worker.engine.nativeimage;

import dev.slipway.worker.engine.filesystem.FileContent;
import dev.slipway.worker.source.SourceTree;
import java.io.IOException;
import java.io.InputStream;

/** A file of the commit; Git's object id says what is in it, so an unchanged one is never read. */
record GitContent(SourceTree tree, SourceTree.Entry entry) implements FileContent {

  @Override
  public String identity() {
    return "git:" + entry.objectId();
  }

  @Override
  public long size() {
    return entry.size();
  }

  @Override
  public InputStream open() throws IOException {
    return tree.open(entry);
  }
}
