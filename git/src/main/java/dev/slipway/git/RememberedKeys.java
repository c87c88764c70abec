package dev.slipway.git;

import java.io.IOException;

/** Where the SSH host keys that were seen first are kept, for one repository. */
public interface RememberedKeys {

  /** OpenSSH known_hosts lines; empty while none were seen. */
  String read() throws IOException;

  /** Replaces them. */
  void write(String lines) throws IOException;
}
