using System.Text.Json;
using Undercast.Kernel;

namespace Undercast.S3.Tests;

public sealed class EventTests : Fixture
{
    private async Task NotifyAsync(params string[] events) => await Service.PutBucketNotificationConfiguration(
        new PutBucketNotificationConfigurationInput
        {
            Bucket = Name,
            NotificationConfiguration = new NotificationConfiguration
            {
                QueueConfigurations =
                [
                    new QueueConfiguration
                    {
                        QueueArn = "arn:aws:sqs:us-east-1:000000000000:q", Events = events,
                        Filter = new NotificationConfigurationFilter { Key = new S3KeyFilter { FilterRules = [new FilterRule { Name = "Prefix", Value = "in/" }, new FilterRule { Name = "suffix", Value = ".txt" }] } },
                    },
                ],
            },
        },
        Call);

    [Fact]
    public async Task A_queue_hears_of_what_it_asked_for()
    {
        RunJobs();
        await BucketAsync();
        await NotifyAsync("s3:ObjectCreated:*", "s3:ObjectRemoved:Delete");
        Assert.Equal("s3:TestEvent", JsonDocument.Parse(Calls.Sent[0].Input.GetProperty("MessageBody").GetString()!).RootElement.GetProperty("Event").GetString());
        Assert.NotNull(Assert.Single((await Service.GetBucketNotificationConfiguration(new GetBucketNotificationConfigurationInput { Bucket = Name }, Call)).QueueConfigurations!).Id);
        await PutAsync("in/a b.txt");
        await PutAsync("in/a.bin");
        await PutAsync("out/a.txt");
        await Service.DeleteObject(new DeleteObjectInput { Bucket = Name, Key = "in/a b.txt" }, Call);
        await EventuallyAsync(() => Task.FromResult(Calls.Sent.Count >= 3), TimeSpan.FromMilliseconds(100));
        var records = Calls.Sent.Skip(1).Select(s => JsonDocument.Parse(s.Input.GetProperty("MessageBody").GetString()!).RootElement.GetProperty("Records")[0]).ToList();
        Assert.Equal(["ObjectCreated:Put", "ObjectRemoved:Delete"], records.Select(r => r.GetProperty("eventName").GetString()));
        Assert.Equal("in/a+b.txt", records[0].GetProperty("s3").GetProperty("object").GetProperty("key").GetString());
        Assert.All(Calls.Sent, s => Assert.Equal(("s3.amazonaws.com", "sqs:SendMessage"), (s.Caller, s.Operation)));
    }

    [Fact]
    public async Task A_target_that_refuses_is_refused()
    {
        await BucketAsync();
        Calls.Refusal = new CommonException(CommonError.AccessDenied, "no");
        Assert.Equal("Unable to validate the following destination configurations", (await RefusedAsync<InvalidArgument>(() => NotifyAsync("s3:ObjectCreated:*"))).Message);
        Calls.Refusal = null;
        await RefusedAsync<InvalidArgument>(() => NotifyAsync("s3:Nonsense"));
        Assert.Equal(CommonError.NotSupported, (await RefusedAsync<CommonException>(() => NotifyAsync("s3:IntelligentTiering"))).Kind);
    }

    [Fact]
    public async Task Rules_let_objects_versions_and_uploads_expire()
    {
        RunJobs();
        await BucketAsync(versioning: "Enabled");
        await PutAsync("tmp/a", "1");
        await PutAsync("keep/a", "1");
        await Service.CreateMultipartUpload(new CreateMultipartUploadInput { Bucket = Name, Key = "tmp/u" }, Call);
        Task Put(params LifecycleRule[] rules) => Service.PutBucketLifecycleConfiguration(
            new PutBucketLifecycleConfigurationInput { Bucket = Name, LifecycleConfiguration = new BucketLifecycleConfiguration { Rules = rules } }, Call).AsTask();
        await RefusedAsync<MalformedXml>(() => Put());
        await RefusedAsync<InvalidRequest>(() => Put(new LifecycleRule { Status = "Enabled" }));
        await Put(new LifecycleRule
        {
            Status = "Enabled", Filter = new LifecycleRuleFilter { Prefix = "tmp/" }, Expiration = new LifecycleExpiration { Days = 1 },
            NoncurrentVersionExpiration = new NoncurrentVersionExpiration { NoncurrentDays = 1 }, AbortIncompleteMultipartUpload = new AbortIncompleteMultipartUpload { DaysAfterInitiation = 1 },
        });
        Assert.Single((await Service.GetBucketLifecycleConfiguration(new GetBucketLifecycleConfigurationInput { Bucket = Name }, Call)).Rules!);
        await EventuallyAsync(
            async () => await Store.ReadAsync(tx => tx.CountAsync(S3Tables.Objects.All)) == 1 && await Store.ReadAsync(tx => tx.CountAsync(S3Tables.Uploads.All)) == 0, TimeSpan.FromHours(1));
        Assert.Equal(["keep/a"], await KeysAsync());
        await Service.DeleteBucketLifecycle(new DeleteBucketLifecycleInput { Bucket = Name }, Call);
        await RefusedAsync<NoSuchLifecycleConfiguration>(async () => await Service.GetBucketLifecycleConfiguration(new GetBucketLifecycleConfigurationInput { Bucket = Name }, Call));
    }
}
