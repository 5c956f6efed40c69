namespace Undercast.Host.Hosting;

/// <summary>The system's clock, moved forward as far as somebody has asked. Waits that have begun keep their length.</summary>
internal sealed class MovableTime : TimeProvider
{
    private long _ahead;

    /// <summary>How far ahead of the system's clock.</summary>
    public TimeSpan Ahead => TimeSpan.FromTicks(Interlocked.Read(ref _ahead));

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;
}
