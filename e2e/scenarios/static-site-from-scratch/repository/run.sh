#!/bin/sh
exec httpd
