using System.Text.Json.Nodes;

namespace Undercast.Lambda.Tests;

// The examples follow AWS's page on event filtering.
public sealed class EventPatternTests
{
    private const string Event = "{\"name\":\"Alice\",\"price\":150,\"nested\":{\"list\":[\"a\",\"b\"]},\"empty\":\"\",\"nothing\":null}";

    [Theory]
    [InlineData("{\"name\":[\"Alice\",\"Bob\"]}", true)]
    [InlineData("{\"name\":[\"alice\"]}", false)]
    [InlineData("{\"name\":[{\"equals-ignore-case\":\"alice\"}]}", true)]
    [InlineData("{\"name\":[{\"prefix\":\"Al\"}],\"price\":[{\"numeric\":[\">\",100,\"<=\",150]}]}", true)]
    [InlineData("{\"price\":[{\"numeric\":[\"=\",151]}]}", false)]
    [InlineData("{\"name\":[{\"anything-but\":[\"Bob\"]}]}", true)]
    [InlineData("{\"name\":[{\"anything-but\":{\"prefix\":\"Al\"}}]}", false)]
    [InlineData("{\"nested\":{\"list\":[\"b\"]}}", true)]
    [InlineData("{\"missing\":[{\"exists\":false}],\"nothing\":[null],\"empty\":[\"\"]}", true)]
    [InlineData("{\"name\":[{\"exists\":false}]}", false)]
    [InlineData("{\"$or\":[{\"name\":[\"Bob\"]},{\"price\":[150]}]}", true)]
    [InlineData("{\"name\":[{\"suffix\":\"ce\"}]}", true)]
    public void An_event_passes_when_every_field_finds_a_value(string pattern, bool passes)
    {
        EventPatterns.Check(pattern);
        Assert.Equal(passes, EventPatterns.Matches((JsonObject)JsonNode.Parse(pattern)!, JsonNode.Parse(Event)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"a\":1}")]
    [InlineData("{\"a\":[{\"unknown\":1}]}")]
    [InlineData("no")]
    public void What_is_no_pattern_is_refused(string pattern) => Assert.Throws<InvalidParameterValueException>(() => EventPatterns.Check(pattern));
}
