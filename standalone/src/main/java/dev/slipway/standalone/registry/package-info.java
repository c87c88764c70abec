/** Where the embedded registry meets the build-service's accounts and repositories. */
@NullMarked
package dev.slipway.standalone.registry;

import org.jspecify.annotations.NullMarked;
