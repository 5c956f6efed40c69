using System.Text.Json.Nodes;
using static Undercast.CloudFormation.Sam.SamTree;

namespace Undercast.CloudFormation.Sam;

/// <summary>Events of buckets: the bucket, which stands in the same template, learns whom to tell.</summary>
internal static class SamBucketEvents
{
    public static void Make(SamEvent e)
    {
        if (RefOf(e["Bucket"]) is not { } bucket || e.Run.TypeOf(bucket) != "AWS::S3::Bucket" || e.Run.Output[bucket] is not JsonObject output)
            throw e.WrongByName("S3 events must reference an S3 bucket in the same template.");
        if (e["Events"] is not (null or JsonArray) && Text(e["Events"]) is null) throw new InvalidResourceException(e.Id, "Type of property 'Events' is invalid.");
        var permission = e.Permit("s3.amazonaws.com", null, "", ("SourceAccount", Ref("AWS::AccountId")));
        var properties = output["Properties"] as JsonObject;
        if (properties is null) output["Properties"] = properties = [];
        Depend(e, output, properties, permission);
        var notifications = properties["NotificationConfiguration"] as JsonObject;
        if (notifications is null) properties["NotificationConfiguration"] = notifications = [];
        var list = notifications["LambdaConfigurations"] as JsonArray;
        if (list is null) notifications["LambdaConfigurations"] = list = [];
        foreach (var name in Each(e["Events"]))
        {
            var configuration = Map(("Event", name), ("Filter", e["Filter"]), ("Function", e.Target.Arn));
            var entry = IfAny(e.Condition, configuration);
            if (!list.Any(x => Same(x, entry))) list.Add(entry);
        }
    }

    // AWS: a bucket cannot depend on a resource that a condition may leave out; a tag that refers to it has the same effect.
    private static void Depend(SamEvent e, JsonObject output, JsonObject properties, string permission)
    {
        if (e.Condition is { } condition)
        {
            var tags = properties["Tags"] as JsonArray;
            if (tags is null) properties["Tags"] = tags = [];
            tags.Add((JsonNode)Map(("Key", $"sam:ConditionalDependsOn:{permission}"), ("Value", If(condition, Ref(permission), "no dependency"))));
            return;
        }
        var depends = List([.. Each(output["DependsOn"])]);
        depends.Add(permission);
        output["DependsOn"] = depends;
    }
}

/// <summary>Events of topics, straight to the function or through a queue.</summary>
internal static class SamTopicEvents
{
    public static void Make(SamEvent e)
    {
        if (e["SqsSubscription"] is not { } queue || Flag(queue) == false)
        {
            Subscribe(e, "lambda", e.Target.Arn);
            e.Permit("sns.amazonaws.com", e["Topic"]);
            return;
        }
        JsonNode arn, url;
        if (queue is JsonObject named)
        {
            if (named["QueueArn"] is not { } a || named["QueueUrl"] is not { } u) throw e.WrongByName("No QueueARN or QueueURL provided.");
            (arn, url) = (a, u);
        }
        else
        {
            // AWS: a topic in order needs a queue in order.
            var fifo = RefOf(e["Topic"]) is { } topic ? e.Run.Resources[topic].MapAt("Properties")?["FifoTopic"] : null;
            e.Emit(e.Id + "Queue", "AWS::SQS::Queue", Flag(fifo) == true ? Map(("FifoQueue", true)) : []);
            (arn, url) = (Arn(e.Id + "Queue"), Ref(e.Id + "Queue"));
        }
        Subscribe(e, "sqs", arn);
        SamDeadLetters.Policy(e.Run, e.Owner, Text(queue.At("QueuePolicyLogicalId")) ?? e.Id + "QueuePolicy", arn, url, "*", e["Topic"], e.Shared);
        e.Emit(e.Id + "EventSourceMapping", "AWS::Lambda::EventSourceMapping",
            Map(("BatchSize", queue.At("BatchSize") ?? 10), ("Enabled", queue.At("Enabled") ?? true), ("EventSourceArn", arn), ("FunctionName", e.Target.Function)));
        const string managed = "service-role/AWSLambdaSQSQueueExecutionRole";
        if (!e.Managed.Contains(managed)) e.Managed.Add(managed);
    }

    private static void Subscribe(SamEvent e, string protocol, JsonNode endpoint)
    {
        var subscription = Map(("Endpoint", endpoint), ("Protocol", protocol), ("TopicArn", e["Topic"]));
        Take(subscription, e.Properties, "FilterPolicy", "FilterPolicyScope", "Region", "RedrivePolicy");
        e.Emit(e.Id, "AWS::SNS::Subscription", subscription);
    }
}
