using System.Runtime.InteropServices;

namespace Undercast.Functions;

/// <summary>The few system calls that .NET has no name for; none of them is variadic.</summary>
internal static partial class Native
{
    public const short PollIn = 1;
    public const short PollHangUp = 0x10;

    [StructLayout(LayoutKind.Sequential)]
    public struct PollFd
    {
        public int Fd;
        public short Events;
        public short Ready;
    }

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll([In, Out] PollFd[] fds, nuint count, int timeout);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int PollOne(ref PollFd fd, nuint count, int timeout);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int fd, Span<byte> buffer, nint count);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int pid, int signal);
}
