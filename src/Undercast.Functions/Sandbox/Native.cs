using System.Runtime.InteropServices;

namespace Undercast.Functions;

/// <summary>The few system calls that .NET has no name for; none of them is variadic.</summary>
internal static partial class Native
{
    public const short PollIn = 1;
    public const short PollHangUp = 0x10;
    public const int SignalKill = 9;
    public const int SignalTerminate = 15;
    /// <summary>Private writable memory, which is what counts as a function's own.</summary>
    public const int LimitData = 2;
    /// <summary>The longest file that may be written.</summary>
    public const int LimitFile = 1;

    // Linux and macOS number these two differently.
    public static int SignalStop => OperatingSystem.IsMacOS() ? 17 : 19;

    public static int SignalContinue => OperatingSystem.IsMacOS() ? 19 : 18;

    [StructLayout(LayoutKind.Sequential)]
    public struct PollFd
    {
        public int Fd;
        public short Events;
        public short Ready;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Limit
    {
        public nuint Soft;
        public nuint Hard;
    }

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll([In, Out] PollFd[] fds, nuint count, int timeout);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int PollOne(ref PollFd fd, nuint count, int timeout);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int fd, Span<byte> buffer, nint count);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Link(string existing, string fresh);

    [LibraryImport("libc", EntryPoint = "mkfifo", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MakeFifo(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "setpriority", SetLastError = true)]
    public static partial int SetPriority(int which, uint who, int priority);

    [LibraryImport("libc", EntryPoint = "prlimit", SetLastError = true)]
    public static partial int SetLimit(int pid, int resource, ref Limit limit, nint old);
}
