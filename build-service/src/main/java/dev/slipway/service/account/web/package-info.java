/** How a request tells who it is from; signing in and out. */
@NullMarked
package dev.slipway.service.account.web;

import org.jspecify.annotations.NullMarked;
