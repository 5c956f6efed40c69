using Undercast.Kernel;

namespace Undercast.Sqs.Tests;

public sealed class FifoTests : Fixture
{
    [Fact]
    public async Task A_group_and_a_deduplication_id_are_required()
    {
        var url = await QueueAsync("q.fifo", ("FifoQueue", "true"));
        Assert.Equal("The request must contain the parameter MessageGroupId.", (await Assert.ThrowsAsync<CommonException>(() => SendAsync(url, "x", deduplication: "d"))).Message);
        Assert.Equal(
            "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly", await InvalidAsync(() => SendAsync(url, "x", "g")));
        Assert.Equal(
            "Value 60 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.",
            await InvalidAsync(() => SendAsync(url, "x", "g", "d", 60)));
    }

    [Fact]
    public async Task A_repeated_send_within_five_minutes_answers_the_first_and_stores_nothing()
    {
        var url = await FifoAsync();
        var first = await SendAsync(url, "one", "g", "d");
        var second = await SendAsync(url, "another", "g", "d");
        Assert.Equal((first.MessageId, first.SequenceNumber), (second.MessageId, second.SequenceNumber));
        Assert.NotEqual(first.MD5OfMessageBody, second.MD5OfMessageBody);
        Assert.Equal(20, first.SequenceNumber!.Length);
        var message = Assert.Single(await ReceiveAsync(url));
        await DeleteAsync(url, message);
        Time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        await SendAsync(url, "one", "g", "d");
        Assert.Empty(await ReceiveAsync(url));
        Time.Advance(TimeSpan.FromSeconds(1));
        await SendAsync(url, "one", "g", "d");
        Assert.Single(await ReceiveAsync(url));
    }

    [Fact]
    public async Task Deduplication_by_group_lets_two_groups_use_one_id()
    {
        var url = await FifoAsync("q.fifo", ("DeduplicationScope", "messageGroup"));
        await SendAsync(url, "one", "a", "d");
        await SendAsync(url, "two", "b", "d");
        await SendAsync(url, "three", "a", "d");
        Assert.Equal(["one", "two"], (await BodiesAsync(url)).Order());
    }

    [Fact]
    public async Task A_group_comes_in_order_and_waits_while_one_is_in_flight()
    {
        var url = await FifoAsync();
        for (var i = 0; i < 3; i++) await SendAsync(url, $"a{i}", "a");
        await SendAsync(url, "b0", "b");
        var first = Assert.Single(await ReceiveAsync(url, 1));
        Assert.Equal("a0", first.Body);
        Assert.Equal(["b0"], await BodiesAsync(url));
        Assert.Empty(await ReceiveAsync(url));
        await DeleteAsync(url, first);
        Assert.Equal(["a1", "a2"], await BodiesAsync(url));
    }

    [Fact]
    public async Task A_failed_message_comes_again_before_its_successors()
    {
        var url = await FifoAsync();
        for (var i = 0; i < 3; i++) await SendAsync(url, $"{i}", "g");
        var batch = await ReceiveAsync(url, 2);
        Assert.Equal(["0", "1"], batch.Select(m => m.Body!));
        await DeleteAsync(url, batch[1]);
        Assert.Empty(await ReceiveAsync(url));
        Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(["0", "2"], await BodiesAsync(url));
    }

    [Fact]
    public async Task Counts_tell_visible_and_in_flight_apart()
    {
        var url = await FifoAsync();
        for (var i = 0; i < 3; i++) await SendAsync(url, $"{i}", "g");
        await ReceiveAsync(url, 1);
        Assert.Equal(("2", "1", "0"), await CountsAsync(url));
    }

    [Fact]
    public async Task A_repeated_receive_attempt_gives_the_same_messages()
    {
        var url = await FifoAsync();
        for (var i = 0; i < 4; i++) await SendAsync(url, $"{i}", $"g{i}");
        var first = await ReceiveAsync(url, 2, attempt: "try-1");
        var again = await ReceiveAsync(url, 2, attempt: "try-1");
        Assert.Equal(first.Select(m => m.ReceiptHandle), again.Select(m => m.ReceiptHandle));
        Assert.Equal(2, (await ReceiveAsync(url, 2, attempt: "try-2")).Count);
        await DeleteAsync(url, first[0]);
        Assert.Empty(await ReceiveAsync(url, 2, attempt: "try-1"));
    }

    [Fact]
    public async Task High_throughput_needs_deduplication_by_group() => Assert.Equal(
        "The perMessageGroupId value is allowed only when the value for DeduplicationScope is messageGroup",
        await InvalidAsync(() => FifoAsync("q.fifo", ("FifoThroughputLimit", "perMessageGroupId"))));

    [Fact]
    public async Task A_receive_signals_the_next_of_the_group_after_a_delete()
    {
        var url = await FifoAsync();
        await SendAsync(url, "0", "g");
        await SendAsync(url, "1", "g");
        var first = Assert.Single(await ReceiveAsync(url, 1));
        var poll = Service.ReceiveMessage(new ReceiveMessageInput { QueueUrl = url, WaitTimeSeconds = 20 }, Call).AsTask();
        await DeleteAsync(url, first);
        Assert.Equal("1", Assert.Single((await poll.WaitAsync(TimeSpan.FromSeconds(60))).Messages!).Body);
    }

    [Fact]
    public async Task Groups_never_overtake_within_themselves_whatever_happens()
    {
        var url = await FifoAsync("q.fifo", ("VisibilityTimeout", "5"));
        var random = new Random(42);
        var sent = 0;
        var done = new Dictionary<string, List<int>>();
        for (var step = 0; step < 400; step++)
        {
            if (random.Next(3) > 0)
            {
                await SendAsync(url, $"{sent}", $"g{random.Next(4)}", $"{sent}");
                sent++;
            }
            foreach (var message in await ReceiveAsync(url, random.Next(1, 4)))
            {
                if (random.Next(3) == 0) break;
                await DeleteAsync(url, message);
                var group = message.Attributes!["MessageGroupId"];
                (done.TryGetValue(group, out var list) ? list : done[group] = []).Add(int.Parse(message.Body!, System.Globalization.CultureInfo.InvariantCulture));
            }
            Time.Advance(TimeSpan.FromSeconds(random.Next(3)));
        }
        Assert.NotEmpty(done);
        Assert.All(done.Values, list => Assert.Equal(list.Order(), list));
    }
}
