namespace Undercast.Logs.Tests;

// The examples follow AWS's page on filter pattern syntax.
public sealed class FilterPatternTests
{
    [Theory]
    [InlineData("", "anything", true)]
    [InlineData("ERROR", "[ERROR] bad", true)]
    [InlineData("ERROR", "error", false)]
    [InlineData("ERROR ARGUMENTS", "ARGUMENTS then ERROR", true)]
    [InlineData("ERROR ARGUMENTS", "ERROR", false)]
    [InlineData("?ERROR ?ARGUMENTS", "ARGUMENTS", true)]
    [InlineData("?ERROR ?ARGUMENTS", "none", false)]
    [InlineData("ERROR -ARGUMENTS", "ERROR 401", true)]
    [InlineData("ERROR -ARGUMENTS", "ERROR ARGUMENTS", false)]
    [InlineData("\"INTERNAL SERVER ERROR\"", "an INTERNAL SERVER ERROR", true)]
    [InlineData("\"INTERNAL SERVER ERROR\"", "INTERNAL ERROR SERVER", false)]
    [InlineData("%AUTHORIZED%", "UNAUTHORIZED 401", true)]
    [InlineData("%^4[0-9]{2}%", "401 x", true)]
    [InlineData("%^4[0-9]{2}%", "x 401", false)]
    public void Terms(string pattern, string message, bool matches) => Assert.Equal(matches, FilterPattern.Parse(pattern).Matches(message));

    [Theory]
    [InlineData("{ $.eventType = \"UpdateTrail\" }", true)]
    [InlineData("{ $.eventType = \"Update*\" }", true)]
    [InlineData("{ $.eventType != \"Other\" }", true)]
    [InlineData("{ $.eventType = %Trail$% }", true)]
    [InlineData("{ $.errorCode >= 400 && $.errorCode < 500 }", true)]
    [InlineData("{ $.errorCode = 500 || ($.list[1] = \"b\" && $.nested.flag IS TRUE) }", true)]
    [InlineData("{ $.nothing IS NULL }", true)]
    [InlineData("{ $.missing NOT EXISTS }", true)]
    [InlineData("{ $.eventType NOT EXISTS }", false)]
    [InlineData("{ $.missing = \"x\" }", false)]
    [InlineData("{ $.errorCode > 404 }", false)]
    public void Json(string pattern, bool matches) => Assert.Equal(
        matches, FilterPattern.Parse(pattern).Matches("{\"eventType\":\"UpdateTrail\",\"errorCode\":404,\"list\":[\"a\",\"b\"],\"nested\":{\"flag\":true},\"nothing\":null}"));

    [Fact]
    public void A_message_that_is_no_JSON_matches_no_selector() => Assert.False(FilterPattern.Parse("{ $.a = 1 }").Matches("a = 1"));

    [Theory]
    [InlineData("[ip, user, username, timestamp, request, status_code = 4*, bytes > 1000]", true)]
    [InlineData("[ip = %127\\.0\\.0\\.[1-9]%, ..., status_code = 404, bytes]", true)]
    [InlineData("[..., request = *html*, status_code = 4* && status_code != 403, bytes]", true)]
    [InlineData("[ip, user, username, timestamp, request, status_code = 5*, bytes]", false)]
    [InlineData("[ip, user]", false)]
    public void Fields(string pattern, bool matches) => Assert.Equal(
        matches, FilterPattern.Parse(pattern).Matches("127.0.0.1 Prod frank [10/Oct/2000:13:25:15 -0700] \"GET /index.html HTTP/1.0\" 404 1534"));

    [Theory]
    [InlineData("{ $.a = ")]
    [InlineData("[a, b")]
    [InlineData("{ a = 1 }")]
    [InlineData("\"open")]
    [InlineData("%[%")]
    [InlineData("error(")]
    public void What_is_no_pattern_is_refused(string pattern) => Assert.Throws<InvalidParameterException>(() => FilterPattern.Parse(pattern));
}
