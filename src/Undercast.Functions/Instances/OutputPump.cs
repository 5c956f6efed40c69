using System.IO.Pipes;

namespace Undercast.Functions;

/// <summary>One thread that waits for the output of all instances; .NET's own reading of pipes would hold a thread for each.</summary>
internal static class OutputPump
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<int, Entry> Entries = [];
    private static readonly AnonymousPipeServerStream WakeIn = new(PipeDirection.In);
    private static readonly AnonymousPipeClientStream WakeOut = new(PipeDirection.Out, WakeIn.ClientSafePipeHandle);
    private static int _woken;

    static OutputPump() => new Thread(Run) { IsBackground = true, Name = "undercast-output" }.Start();

    private sealed record Entry(InstanceOutput Output, Stream Pipe, TaskCompletionSource Ended);

    /// <summary>Reads an instance's output until its end, then closes the pipe.</summary>
    public static Task Follow(int fd, Stream pipe, InstanceOutput output)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (Gate) Entries.Add(fd, new Entry(output, pipe, ended));
        Wake();
        return ended.Task;
    }

    /// <summary>Looks at everything anew: something was added, or a log has caught up.</summary>
    public static void Wake()
    {
        if (Interlocked.Exchange(ref _woken, 1) == 0) WakeOut.WriteByte(1);
    }

    private static void Run()
    {
        var wakeFd = (int)WakeIn.SafePipeHandle.DangerousGetHandle();
        var scrap = new byte[64];
        while (true)
        {
            Native.PollFd[] fds;
            lock (Gate)
            {
                fds = [new Native.PollFd { Fd = wakeFd, Events = Native.PollIn }, .. Entries.Where(e => !e.Value.Output.IsBehind).Select(e => new Native.PollFd { Fd = e.Key, Events = Native.PollIn })];
            }
            if (Native.Poll(fds, (nuint)fds.Length, -1) <= 0) continue;
            if (fds[0].Ready != 0)
            {
                Volatile.Write(ref _woken, 0);
                _ = Native.Read(wakeFd, scrap, scrap.Length);
            }
            for (var i = 1; i < fds.Length; i++)
            {
                if (fds[i].Ready == 0) continue;
                Entry entry;
                lock (Gate) entry = Entries[fds[i].Fd];
                if (entry.Output.ReadAvailable()) continue;
                lock (Gate) Entries.Remove(fds[i].Fd);
                entry.Pipe.Dispose();
                entry.Ended.SetResult();
            }
        }
    }
}
