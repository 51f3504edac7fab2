//go:build !linux

package ptytest

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"syscall"
)

type mode struct{}

var errSystem = fmt.Errorf("not written for %s: %w", runtime.GOOS, errors.ErrUnsupported)

func open() (master, slave *os.File, err error) { return nil, nil, errSystem }
func setSize(*os.File, int, int) error          { return errSystem }
func modeOf(*os.File) (mode, error)             { return mode{}, errSystem }
func session() *syscall.SysProcAttr             { return nil }
