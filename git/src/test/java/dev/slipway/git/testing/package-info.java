/** Real Git servers on loopback, for the tests of every module that talks to remotes. */
@NullMarked
package dev.slipway.git.testing;

import org.jspecify.annotations.NullMarked;
