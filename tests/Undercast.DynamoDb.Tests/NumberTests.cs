using System.Globalization;
using System.Numerics;

namespace Undercast.DynamoDb.Tests;

public sealed class NumberTests
{
    private static byte[] Parse(string text) => DynamoNumber.TryParse(text, out var encoded, out var fault) ? encoded : throw new ArgumentException(fault);

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("0.000", "0")]
    [InlineData("1.50", "1.5")]
    [InlineData("+7", "7")]
    [InlineData("-00012.3400", "-12.34")]
    [InlineData(".5", "0.5")]
    [InlineData("1e3", "1000")]
    [InlineData("1E-3", "0.001")]
    [InlineData("-1.2345e2", "-123.45")]
    [InlineData("100", "100")]
    [InlineData("0.00001234", "0.00001234")]
    [InlineData("12345678901234567890123456789012345678", "12345678901234567890123456789012345678")]
    [InlineData("-0.12345678901234567890123456789012345678", "-0.12345678901234567890123456789012345678")]
    public void A_number_is_answered_in_plain_digits(string text, string plain) => Assert.Equal(plain, DynamoNumber.Text(Parse(text)));

    [Fact]
    public void The_smallest_and_largest_magnitudes_are_kept()
    {
        Assert.Equal("1" + new string('0', 125), DynamoNumber.Text(Parse("1e125")));
        Assert.Equal("0." + new string('0', 129) + "1", DynamoNumber.Text(Parse("1e-130")));
    }

    // AWS: texts recorded by dynalite's suite (validations/index.js) against the service.
    [Theory]
    [InlineData("", "The parameter cannot be converted to a numeric value")]
    [InlineData("b", "The parameter cannot be converted to a numeric value: b")]
    [InlineData("1 2", "The parameter cannot be converted to a numeric value: 1 2")]
    [InlineData("NaN", "The parameter cannot be converted to a numeric value: NaN")]
    [InlineData("1e", "The parameter cannot be converted to a numeric value: 1e")]
    [InlineData("1e126", "Number overflow. Attempting to store a number with magnitude larger than supported range")]
    [InlineData("-1e126", "Number overflow. Attempting to store a number with magnitude larger than supported range")]
    [InlineData("1e-131", "Number underflow. Attempting to store a number with magnitude smaller than supported range")]
    [InlineData("123456789012345678901234567890123456789", "Attempting to store more than 38 significant digits in a Number")]
    public void What_is_no_number_is_told_in_AWSs_words(string text, string fault)
    {
        Assert.False(DynamoNumber.TryParse(text, out _, out var told));
        Assert.Equal(fault, told);
    }

    [Fact]
    public void The_order_of_bytes_is_the_order_of_numbers()
    {
        string[] ordered = ["-1e125", "-123.5", "-123", "-100", "-99.9", "-2", "-1.52", "-1.5", "-1", "-0.5", "-0.05", "-1e-130", "0", "1e-130", "0.05", "0.5", "1", "1.5", "1.52", "2", "9", "10", "99.9", "100", "123", "123.5", "1e125"];
        for (var i = 0; i < ordered.Length; i++)
        {
            for (var j = 0; j < ordered.Length; j++)
                Assert.Equal(i.CompareTo(j), Math.Sign(Parse(ordered[i]).AsSpan().SequenceCompareTo(Parse(ordered[j]))));
        }
    }

    [Fact]
    public void Sums_and_orders_agree_with_exact_arithmetic()
    {
        var random = new Random(4);
        for (var i = 0; i < 2000; i++)
        {
            var (a, b) = (Next(random), Next(random));
            var (x, y) = (Parse(Text(a)), Parse(Text(b)));
            Assert.Equal(a.CompareTo(b), Math.Sign(x.AsSpan().SequenceCompareTo(y)));
            Assert.Equal(Text(a + b), DynamoNumber.Text(DynamoNumber.Add(x, y, false, out _)!));
            Assert.Equal(Text(a - b), DynamoNumber.Text(DynamoNumber.Add(x, y, true, out _)!));
        }
        static decimal Next(Random r) => Math.Round((decimal)((r.NextDouble() - 0.5) * Math.Pow(10, r.Next(-4, 9))), r.Next(0, 8));
        static string Text(decimal d) => d == 0 ? "0" : d.ToString("0.############################", CultureInfo.InvariantCulture);
    }

    [Fact]
    public void A_sum_of_38_digits_is_exact_and_a_longer_one_refused()
    {
        var nines = BigInteger.Pow(10, 37) - 1;
        Assert.Equal((nines + nines).ToString(CultureInfo.InvariantCulture), DynamoNumber.Text(DynamoNumber.Add(Parse(nines.ToString(CultureInfo.InvariantCulture)), Parse(nines.ToString(CultureInfo.InvariantCulture)), false, out _)!));
        Assert.Null(DynamoNumber.Add(Parse("1e50"), Parse("1"), false, out var fault));
        Assert.Equal(DynamoNumber.TooManyDigits, fault);
        Assert.Null(DynamoNumber.Add(Parse("9e125"), Parse("9e125"), false, out fault));
        Assert.Equal(DynamoNumber.Overflow, fault);
    }

    [Theory]
    [InlineData("0", 1)]
    [InlineData("1", 2)]
    [InlineData("12", 2)]
    [InlineData("3.14159", 5)]
    [InlineData("123456", 4)]
    [InlineData("1e125", 2)]
    [InlineData("0.00123", 3)]
    [InlineData("-1", 3)]
    public void A_number_counts_a_byte_for_two_digits_on_either_side_of_the_point(string text, int size) => Assert.Equal(size, DynamoNumber.Size(Parse(text)));
}
