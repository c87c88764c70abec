package dev.slipway.worker.source;

import dev.slipway.git.SourceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.BaseRepositoryBuilder;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.transport.PackParser;

/**
 * A bare repository that takes no packs beyond the limits. Both are known before anything is
 * inflated: the number of objects stands in a pack's header (gitformat-pack(5)), an object's size
 * in front of it.
 */
final class LimitedRepository extends FileRepository {

  private static final int HEADER = 12;
  private static final int COUNT_AT = 8;

  private final SourceLimits limits;
  private volatile boolean historyWanted;

  LimitedRepository(BaseRepositoryBuilder<?, ?> place, SourceLimits limits) throws IOException {
    super(place);
    this.limits = limits;
  }

  /** From now on packs have more than one commit's objects, so that their number says nothing. */
  void expectHistory() {
    historyWanted = true;
  }

  @Override
  public ObjectInserter newObjectInserter() {
    ObjectInserter inserter = super.newObjectInserter();
    return new ObjectInserter.Filter() {
      @Override
      protected ObjectInserter delegate() {
        return inserter;
      }

      @Override
      public PackParser newPackParser(InputStream in) throws IOException {
        PackParser parser = super.newPackParser(historyWanted ? in : checked(in));
        parser.setMaxObjectSizeLimit(limits.file());
        return parser;
      }
    };
  }

  private InputStream checked(InputStream in) throws IOException {
    byte[] header = in.readNBytes(HEADER);
    if (header.length == HEADER) {
      long objects = Integer.toUnsignedLong(ByteBuffer.wrap(header).getInt(COUNT_AT));
      // Beside the files and folders there are the root, the commit and perhaps a tag.
      if (objects > limits.files() + 3) {
        throw tooMany(objects, limits);
      }
    }
    PushbackInputStream whole = new PushbackInputStream(in, HEADER);
    whole.unread(header);
    return whole;
  }

  static SourceException tooMany(long files, SourceLimits limits) {
    return SourceException.lasting(
        "The commit has at least "
            + files
            + " files and folders; this worker takes up to "
            + limits.files()
            + " (slipway.worker.source.max-files). Perhaps generated files or dependencies were"
            + " committed.",
        null);
  }
}
