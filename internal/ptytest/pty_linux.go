package ptytest

import (
	"os"
	"strconv"
	"syscall"
	"unsafe"
)

// mode is how a terminal is set: what stty shows.
type mode = syscall.Termios

// open makes a pseudo-terminal: the end of whoever sits at it, and that of the
// program.
func open() (master, slave *os.File, err error) {
	master, err = os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		return nil, nil, err
	}
	var locked, number int32
	if err = control(master, syscall.TIOCSPTLCK, unsafe.Pointer(&locked)); err == nil {
		err = control(master, syscall.TIOCGPTN, unsafe.Pointer(&number))
	}
	if err == nil {
		slave, err = os.OpenFile("/dev/pts/"+strconv.Itoa(int(number)), os.O_RDWR|syscall.O_NOCTTY, 0)
	}
	if err != nil {
		master.Close()
		return nil, nil, err
	}
	return master, slave, nil
}

// control asks the kernel about a terminal, or tells it something, without making
// its file one that reads can't be ended on, as File.Fd does.
func control(f *os.File, request uintptr, what unsafe.Pointer) error {
	conn, err := f.SyscallConn()
	if err != nil {
		return err
	}
	var failure syscall.Errno
	err = conn.Control(func(fd uintptr) {
		_, _, failure = syscall.Syscall(syscall.SYS_IOCTL, fd, request, uintptr(what))
	})
	if err == nil && failure != 0 {
		err = os.NewSyscallError("ioctl", failure)
	}
	return err
}

func setSize(f *os.File, w, h int) error {
	size := [4]uint16{uint16(h), uint16(w)}
	return control(f, syscall.TIOCSWINSZ, unsafe.Pointer(&size))
}

func modeOf(f *os.File) (m mode, err error) {
	err = control(f, syscall.TCGETS, unsafe.Pointer(&m))
	return m, err
}

// session makes the terminal that a program has as its standard input the
// controlling one of a session of its own.
func session() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setsid: true, Setctty: true, Ctty: 0}
}
