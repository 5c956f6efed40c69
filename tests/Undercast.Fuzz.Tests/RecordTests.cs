using Undercast.Storage;

namespace Undercast.Fuzz.Tests;

public sealed class RecordTests
{
    [Fact]
    public void Any_bytes_as_a_key_are_read_or_refused_as_corrupt()
    {
        var writer = new TupleWriter(stackalloc byte[256]);
        writer.String("a\0b");
        writer.Bytes([0, 1, 2]);
        writer.Int64(-300);
        writer.Bool(true);
        writer.Time(DateTimeOffset.UnixEpoch);
        writer.Guid(Guid.Empty);
        writer.Null();
        var valid = writer.ToArray();
        FuzzLoop.Run(m => new FuzzInput(Fields(m, 7), m.Random.Next(2) == 0 ? m.Damage(valid) : m.Noise(40)), DriveKey);
    }

    [Fact]
    public void Any_bytes_as_a_record_are_read_or_refused_as_corrupt() =>
        FuzzLoop.Run(m => new FuzzInput(Fields(m, 15), m.Random.Next(2) == 0 ? m.Damage([1, 3, 97, 98, 99, 1, 2, 200, 1, 0, 4, 1, 97, 1, 98]) : m.Noise(60)), DriveRecord);

    // Which fields are read, as letters from a on.
    private static string Fields(Mutator m, int kinds) => string.Concat(Enumerable.Range(0, m.Random.Next(1, 8)).Select(_ => (char)('a' + m.Random.Next(kinds))));

    private static void DriveKey(FuzzInput input)
    {
        var reader = new TupleReader(input.Bytes);
        try
        {
            foreach (var field in input.Label)
            {
                switch (field)
                {
                    case 'a': reader.String(); break;
                    case 'b': reader.Bytes(); break;
                    case 'c': reader.Int64(); break;
                    case 'd': reader.Bool(); break;
                    case 'e': reader.Time(); break;
                    case 'f': reader.Guid(); break;
                    default: reader.TryNull(); break;
                }
            }
        }
        catch (StoreCorruptException)
        {
        }
    }

    private static void DriveRecord(FuzzInput input)
    {
        try
        {
            var reader = new BinaryRecordReader(input.Bytes);
            foreach (var field in input.Label)
            {
                switch (field)
                {
                    case 'a': reader.Byte(); break;
                    case 'b': reader.Bool(); break;
                    case 'c': reader.UInt64(); break;
                    case 'd': reader.Int64(); break;
                    case 'e': reader.Int32(); break;
                    case 'f': reader.Double(); break;
                    case 'g': reader.Time(); break;
                    case 'h': reader.String(); break;
                    case 'i': reader.OptionalString(); break;
                    case 'j': reader.OptionalInt64(); break;
                    case 'k': reader.OptionalTime(); break;
                    case 'l': reader.Bytes(); break;
                    case 'm': reader.OptionalBytes(); break;
                    case 'n': reader.StringMap(); break;
                    default: reader.StringList(); break;
                }
            }
        }
        catch (StoreCorruptException)
        {
        }
    }
}
