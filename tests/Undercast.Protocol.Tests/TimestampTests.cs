using FsCheck;
using FsCheck.Fluent;

namespace Undercast.Protocol.Tests;

public class TimestampTests
{
    [Theory]
    [InlineData("2017-07-14T02:40:00Z", 1500000000000)]
    [InlineData("2017-07-14T02:40:00.5Z", 1500000000500)]
    [InlineData("2017-07-14T02:40:00.123456Z", 1500000000123)]
    [InlineData("2017-07-14T03:40:00+01:00", 1500000000000)]
    [InlineData("2017-07-13T22:40:00.250-04:00", 1500000000250)]
    public void Date_times_are_read(string text, long milliseconds)
    {
        Assert.True(Timestamps.TryParse(text, TimestampFormat.DateTime, out var time));
        Assert.Equal(milliseconds, time.ToUnixTimeMilliseconds());
    }

    [Theory]
    [InlineData("Fri, 14 Jul 2017 02:40:00 GMT", 1500000000000)]
    [InlineData("Fri, 14 Jul 2017 02:40:00.25 GMT", 1500000000250)]
    public void Http_dates_are_read(string text, long milliseconds)
    {
        Assert.True(Timestamps.TryParse(text, TimestampFormat.HttpDate, out var time));
        Assert.Equal(milliseconds, time.ToUnixTimeMilliseconds());
    }

    [Theory]
    [InlineData("", TimestampFormat.DateTime)]
    [InlineData("2017-13-14T02:40:00Z", TimestampFormat.DateTime)]
    [InlineData("Mon, 14 Jul 2017 02:40:00", TimestampFormat.HttpDate)]
    [InlineData("1e400", TimestampFormat.EpochSeconds)]
    [InlineData("NaN", TimestampFormat.EpochSeconds)]
    [InlineData("-99999999999999", TimestampFormat.EpochSeconds)]
    public void Other_texts_are_not(string text, TimestampFormat format) => Assert.False(Timestamps.TryParse(text, format, out _));

    [Theory]
    [InlineData(TimestampFormat.DateTime)]
    [InlineData(TimestampFormat.HttpDate)]
    [InlineData(TimestampFormat.EpochSeconds)]
    public void What_is_written_is_read_again(TimestampFormat format) => Prop.ForAll(Gen.Choose(-1_000_000_000, 2_000_000_000).ToArbitrary(), Gen.Choose(0, 999).ToArbitrary(), (seconds, milliseconds) =>
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds((seconds * 1000L) + milliseconds);
        Assert.True(Timestamps.TryParse(Timestamps.Format(time, format), format, out var read));
        Assert.Equal(time, read);
    }).QuickCheckThrowOnFailure();
}
