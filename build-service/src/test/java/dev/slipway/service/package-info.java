/** What the tests of all features share. */
@NullMarked
package dev.slipway.service;

import org.jspecify.annotations.NullMarked;
