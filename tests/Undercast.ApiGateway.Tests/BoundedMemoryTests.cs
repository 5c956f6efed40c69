namespace Undercast.ApiGateway.Tests;

public sealed class BoundedMemoryTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void It_never_holds_more_than_it_may_and_keeps_what_lasts_longest()
    {
        var memory = new BoundedMemory<int>(100);
        for (var i = 0; i < 1000; i++)
        {
            memory.Put($"{i}", i, Now, TimeSpan.FromSeconds(i + 1));
            Assert.InRange(memory.Count, 1, 100);
        }
        Assert.True(memory.TryGet("999", Now, out var last));
        Assert.Equal(999, last);
        Assert.False(memory.TryGet("0", Now, out _));
        // Each time room for a tenth is made, not more.
        Assert.InRange(memory.Count, 90, 100);
    }

    [Fact]
    public void What_is_over_goes_before_what_is_not()
    {
        var memory = new BoundedMemory<int>(10);
        memory.Put("long", 0, Now, TimeSpan.FromHours(1));
        for (var i = 0; i < 9; i++) memory.Put($"{i}", i, Now, TimeSpan.FromSeconds(1));
        memory.Put("fresh", 1, Now.AddMinutes(1), TimeSpan.FromMinutes(1));
        Assert.Equal(2, memory.Count);
        Assert.True(memory.TryGet("long", Now.AddMinutes(1), out _));
    }

    [Fact]
    public void Sizes_bound_it_too_and_are_given_back()
    {
        var memory = new BoundedMemory<byte[]>(1000, 1000, static (_, value) => value.Length);
        for (var i = 0; i < 100; i++) memory.Put($"{i}", new byte[100], Now, TimeSpan.FromSeconds(i + 1));
        Assert.InRange(memory.Count, 9, 10);
        // The same key again counts once, and what is removed no more.
        for (var i = 0; i < 100; i++) memory.Put("99", new byte[100], Now, TimeSpan.FromSeconds(200));
        Assert.InRange(memory.Count, 9, 10);
        for (var i = 0; i < 100; i++) memory.Remove($"{i}");
        Assert.Equal(0, memory.Count);
        for (var i = 0; i < 9; i++) memory.Put($"{i}", new byte[100], Now, TimeSpan.FromSeconds(1));
        Assert.Equal(9, memory.Count);
    }
}
