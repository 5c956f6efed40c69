namespace Undercast.DynamoDb.Tests;

public sealed class ValueTests : Fixture
{
    // AWS: texts recorded by dynalite's suite (validations/index.js) against the service.
    [Theory]
    [InlineData("{}", "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes")]
    [InlineData("""{"a":""}""", "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes")]
    [InlineData("""{"S":"a","N":"1"}""", "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes")]
    [InlineData("""{"S":"a","N":"b"}""", "The parameter cannot be converted to a numeric value: b")]
    [InlineData("""{"SS":[]}""", "One or more parameter values were invalid: An string set  may not be empty")]
    [InlineData("""{"NS":[]}""", "One or more parameter values were invalid: An number set  may not be empty")]
    [InlineData("""{"BS":[]}""", "One or more parameter values were invalid: Binary sets should not be empty")]
    [InlineData("""{"SS":["a","a"]}""", "One or more parameter values were invalid: Input collection [a, a] contains duplicates.")]
    [InlineData("""{"NS":["1","1.0"]}""", "Input collection contains duplicates")]
    [InlineData("""{"BS":["Yg==","Yg=="]}""", "One or more parameter values were invalid: Input collection [Yg==, Yg==]of type BS contains duplicates.")]
    [InlineData("""{"L":[{"S":"a"},{}]}""", "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes")]
    [InlineData("""{"M":{"x":{"N":"1e200"}}}""", "Number overflow. Attempting to store a number with magnitude larger than supported range")]
    public async Task A_value_that_is_none_is_refused(string value, string message)
    {
        await TableAsync();
        Assert.Equal(message, await InvalidAsync(() => PutAsync($$"""{"p":{"S":"a"},"v":{{value}} }""")));
    }

    [Fact]
    public async Task Every_type_comes_back_as_it_was_sent()
    {
        await TableAsync();
        const string item = """{"p":{"S":"a"},"s":{"S":"ü漢"},"e":{"S":""},"n":{"N":"-12.5"},"b":{"B":"AAH/"},"ss":{"SS":["b","a"]},"ns":{"NS":["1","2.5"]},"bs":{"BS":["AA==","AQ=="]},"t":{"BOOL":true},"f":{"BOOL":false},"z":{"NULL":true},"l":{"L":[{"N":"1"},{"L":[]},{"M":{}}]},"m":{"M":{"x":{"M":{"y":{"S":"z"}}}}}}""";
        await PutAsync(item);
        Assert.Equal(item, await GetAsync("""{"p":{"S":"a"}}"""));
    }

    [Fact]
    public void Size_is_counted_as_AWS_counts_it()
    {
        // AWS: names and values in bytes; a list or map three more and one for each element (Item sizes and formats).
        var item = Item("""{"p":{"S":"ab"},"n":{"N":"123"},"b":{"B":"AAAA"},"t":{"BOOL":true},"z":{"NULL":true},"l":{"L":[{"S":"x"}]},"m":{"M":{"k":{"S":"y"}}}}""");
        Assert.Equal((1 + 2) + (1 + 3) + (1 + 3) + (1 + 1) + (1 + 1) + (1 + 3 + 1 + 1) + (1 + 3 + 1 + 1 + 1), Values.Size(item));
        Assert.Equal(Values.Size(item), ItemCodec.Size(ItemCodec.Encode(item)));
    }

    // AWS: captured from the service by nubo-db/dynamodb-conformance; the attribute itself is the first of 32 levels.
    [Theory]
    [InlineData(31, true)]
    [InlineData(32, false)]
    public async Task A_value_nests_32_levels(int wraps, bool fits)
    {
        await TableAsync();
        var value = """{"S":"leaf"}""";
        for (var i = 0; i < wraps; i++) value = $$"""{"M":{"n":{{value}} } }""";
        var item = $$"""{"p":{"S":"a"},"v":{{value}} }""";
        if (fits) await PutAsync(item);
        else Assert.Equal("Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit", await InvalidAsync(() => PutAsync(item)));
    }

    [Fact]
    public void A_stored_item_reads_back()
    {
        var item = Item("""{"p":{"S":"a"},"l":{"L":[{"N":"1"},{"M":{"x":{"BS":["AA=="]}}}]}}""");
        var stored = new AttributeMap(ItemCodec.Encode(item));
        Assert.True(Values.Same(item, stored));
        Assert.Equal(2, stored.Count);
        Assert.Equal(Show(item), Show(new AttributeMap(ItemCodec.Encode(item))));
    }
}
