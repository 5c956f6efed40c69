using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Undercast.Fuzz.Tests;

/// <summary>Drives one parser with damaged input for a bounded time.</summary>
/// <remarks>
/// Every input has a seed of its own that follows from the fixed one and its number, so a failure is repeated by its number alone, however fast the machine is.
/// <c>UNDERCAST_FUZZ_SECONDS</c> makes the loop longer.
/// </remarks>
internal static class FuzzLoop
{
    private const int Seed = 20260301;
    private const int Shown = 2048;
    // A hang, not slowness: whatever is bounded takes microseconds.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(
        double.TryParse(Environment.GetEnvironmentVariable("UNDERCAST_FUZZ_SECONDS"), CultureInfo.InvariantCulture, out var seconds) ? seconds : 2);

    /// <summary>Runs until the time is over or an input fails.</summary>
    /// <param name="make">Makes an input.</param>
    /// <param name="drive">Parses it; an exception that comes out is a failure, as is one input that takes too long.</param>
    public static void Run(Func<Mutator, FuzzInput> make, Action<FuzzInput> drive)
    {
        var clock = Stopwatch.StartNew();
        FuzzInput? current = null;
        var number = 0;
        long started = 0;
        Exception? failure = null;
        var done = new ManualResetEventSlim();
        // A thread of its own, since one that hangs cannot be taken back.
        new Thread(() =>
        {
            try
            {
                for (; clock.Elapsed < Duration; number++)
                {
                    var input = make(new Mutator(new Random(unchecked(Seed + (number * 7919)))));
                    Interlocked.Exchange(ref started, clock.ElapsedMilliseconds);
                    Volatile.Write(ref current, input);
                    drive(input);
                    Volatile.Write(ref current, null);
                }
            }
            catch (Exception e)
            {
                failure = e;
            }
            done.Set();
        }) { IsBackground = true }.Start();

        while (!done.Wait(100))
        {
            var running = Volatile.Read(ref current);
            if (running is null || clock.ElapsedMilliseconds - Interlocked.Read(ref started) <= Longest.TotalMilliseconds) continue;
            // A pause of the whole process (a debugger, a starved machine) must not look like a hang: the same input has to be there still.
            if (done.Wait(500) || !ReferenceEquals(running, Volatile.Read(ref current))) continue;
            Assert.Fail(Describe(number, running, "did not end within " + Longest));
        }
        if (failure is not null) Assert.Fail(Describe(number, current, failure.ToString()));
        Assert.True(number > 0, "No input was driven.");
    }

    private static string Describe(int number, FuzzInput? input, string what)
    {
        if (input is null) return $"seed {Seed}, input {number}: could not be made: {what}";
        var cut = input.Bytes.AsSpan(0, Math.Min(input.Bytes.Length, Shown));
        return $"seed {Seed}, input {number}, {input.Label}, {input.Bytes.Length} bytes: {Convert.ToHexString(cut)}\n{Encoding.Latin1.GetString(cut)}\n{what}";
    }
}

/// <summary>What is parsed, and what it is parsed as.</summary>
internal sealed record FuzzInput(string Label, byte[] Bytes);
