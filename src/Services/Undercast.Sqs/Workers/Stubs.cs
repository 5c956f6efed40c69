using Undercast.Storage;
namespace Undercast.Sqs;
static class SweepJob { public static void Schedule(IWriteTransaction tx, QueueKey k, QueueRecord q, DateTimeOffset d){} public static void Reschedule(IWriteTransaction tx, QueueKey k, QueueRecord q, DateTimeOffset d){} public static void Unschedule(IWriteTransaction tx, QueueRecord q){} }
static class DropJob { public static void Schedule(IWriteTransaction tx, long id, DateTimeOffset d){} public static void ScheduleQueue(IWriteTransaction tx, long id, DateTimeOffset d){} }
static class MoveJob { public static void Schedule(IWriteTransaction tx, MoveKey k, DateTimeOffset d){} }
