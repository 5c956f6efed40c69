using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.S3;

// Settings by which a bucket acts of itself: notifications and lifecycle rules.
internal sealed partial class S3Service
{
    public async ValueTask<GetBucketNotificationConfigurationOutput> GetBucketNotificationConfiguration(GetBucketNotificationConfigurationInput input, CallContext call)
    {
        var found = (await FindAsync(input.Bucket, input.ExpectedBucketOwner, call)).Notifications;
        return new GetBucketNotificationConfigurationOutput
        {
            QueueConfigurations = found?.QueueConfigurations, TopicConfigurations = found?.TopicConfigurations, LambdaFunctionConfigurations = found?.LambdaFunctionConfigurations,
        };
    }

    public async ValueTask PutBucketNotificationConfiguration(PutBucketNotificationConfigurationInput input, CallContext call)
    {
        var settings = NotificationRules.Check(input.NotificationConfiguration);
        var bucket = await FindAsync(input.Bucket, input.ExpectedBucketOwner, call);
        if (input.SkipDestinationValidation != true) await notifier.ValidateAsync(bucket, settings, call);
        await UpdateAsync(input.Bucket, input.ExpectedBucketOwner, call, b => b with { Notifications = NotificationRules.Targets(settings).Any() ? settings : null });
    }

    public async ValueTask<GetBucketLifecycleConfigurationOutput> GetBucketLifecycleConfiguration(GetBucketLifecycleConfigurationInput input, CallContext call) =>
        await FindAsync(input.Bucket, input.ExpectedBucketOwner, call) is { Lifecycle: { } lifecycle } bucket
            ? new() { Rules = lifecycle.Rules, TransitionDefaultMinimumObjectSize = LifecycleRules.CheckSmallest(bucket.SmallestTransition) }
            : throw new NoSuchLifecycleConfiguration();

    public async ValueTask<PutBucketLifecycleConfigurationOutput> PutBucketLifecycleConfiguration(PutBucketLifecycleConfigurationInput input, CallContext call)
    {
        var settings = LifecycleRules.Check(input.LifecycleConfiguration);
        var smallest = LifecycleRules.CheckSmallest(input.TransitionDefaultMinimumObjectSize);
        await store.WriteAsync(
            async tx =>
            {
                var bucket = await FindAsync(tx, input.Bucket, input.ExpectedBucketOwner);
                await S3Tables.Buckets.PutAsync(tx, new BucketKey(input.Bucket), bucket with { Lifecycle = settings, SmallestTransition = smallest });
                ExpiryJob.Schedule(tx, bucket, call.Now);
            },
            call.Cancelled);
        return new PutBucketLifecycleConfigurationOutput { TransitionDefaultMinimumObjectSize = smallest };
    }

    public async ValueTask DeleteBucketLifecycle(DeleteBucketLifecycleInput input, CallContext call) => await store.WriteAsync(
        async tx =>
        {
            var bucket = await FindAsync(tx, input.Bucket, input.ExpectedBucketOwner);
            await S3Tables.Buckets.PutAsync(tx, new BucketKey(input.Bucket), bucket with { Lifecycle = null });
            ExpiryJob.Unschedule(tx, bucket.Id);
        },
        call.Cancelled);
}
