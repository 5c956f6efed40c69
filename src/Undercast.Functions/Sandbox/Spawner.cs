using System.Collections.Concurrent;
using System.Diagnostics;

namespace Undercast.Functions;

/// <summary>Starts processes from one thread that lives as long as this process.</summary>
/// <remarks>Linux tells "parent died" when the *thread* that started a child ends; a thread of the pool may end at any time, and would take its functions along.</remarks>
internal static class Spawner
{
    private static readonly BlockingCollection<(ProcessStartInfo Start, TaskCompletionSource<Process> Done)> Queue = [];

    static Spawner() => new Thread(Run) { IsBackground = true, Name = "undercast-spawner" }.Start();

    public static Task<Process> StartAsync(ProcessStartInfo start)
    {
        var done = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Queue.Add((start, done));
        return done.Task;
    }

    private static void Run()
    {
        foreach (var (start, done) in Queue.GetConsumingEnumerable())
        {
            try
            {
                done.SetResult(Process.Start(start) ?? throw new InvalidOperationException("The process did not start."));
            }
#pragma warning disable CA1031 // Whoever asked hears of it.
            catch (Exception e)
            {
                done.SetException(e);
            }
#pragma warning restore CA1031
        }
    }
}
