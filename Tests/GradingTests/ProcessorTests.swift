import Testing

@testable import Grading

@Suite("What a build is compiled for")
struct ProcessorTests {
    private let old = "processor\t: 0\nflags\t\t: fpu sse sse2 avx\n"
    private let middle = "flags\t\t: fpu sse2 avx avx2 bmi1 bmi2 f16c fma abm movbe\n"

    @Test("a build for another machine is refused in a sentence that says what to do")
    func complaint() throws {
        let sentence = try #require(Processor.complaint(.avx512, on: middle))
        #expect(
            sentence.hasPrefix(
                "this build is for processors with AVX-512, and this one lacks avx512f, avx512bw,"))
        #expect(sentence.contains("export CHAINRULE_PROCESSOR=avx2\n"))
        let other = try #require(Processor.complaint(.avx2, on: old))
        #expect(other.contains("with AVX2, and this one lacks avx2, bmi1,"))
        #expect(other.contains("export CHAINRULE_PROCESSOR=baseline\n"))
    }

    @Test("what fits is not complained about")
    func fits() {
        #expect(Processor.complaint(.baseline, on: old) == nil)
        #expect(Processor.complaint(.avx2, on: middle) == nil)
        #expect(Processor.complaint == nil)
    }
}
